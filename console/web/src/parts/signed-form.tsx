// What a person does by name, wherever they do it: why it matters, their name, a reason, and what went wrong.
import { Button, Textarea, TextInput } from '@mantine/core';
import type { ChangeEvent, ReactNode } from 'react';
import type { ActWords } from '../words/act-words.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './signed-form.module.css';
import { useSignedForm, type Signing } from './use-signed-form.ts';

interface Asked extends Signing {
  readonly words: ActWords;
  readonly label?: string;
  /** In place, between other things: small, its buttons at the left. */
  readonly inPlace?: boolean;
  /** What is asked besides, above the name. */
  readonly children?: ReactNode;
}

const focusOn = (field: HTMLInputElement | null): void => field?.focus();

export function SignedForm({ words, label, inPlace = false, children, ...signing }: Asked) {
  const { signed } = useWords();
  const form = useSignedForm(signing);
  const reason = {
    ...{ required: true, maxLength: 2000, label: words.reason, placeholder: words.reasonHint, value: form.reason },
    error: form.lacksReason && words.reasonMissing,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => form.setReason(event.currentTarget.value),
  };
  const size = inPlace ? 'xs' : 'sm';
  return (
    <form onSubmit={form.submit} noValidate className={styles[inPlace ? 'inPlace' : 'form']} aria-label={label}>
      <p className={styles['why']}>{words.why}</p>
      {children}
      <TextInput
        ref={inPlace ? focusOn : null}
        data-autofocus={children === undefined || undefined}
        required
        maxLength={200}
        autoComplete="name"
        label={signed.name}
        error={form.lacksName && signed.nameMissing}
        value={form.name}
        onChange={(event) => form.setName(event.currentTarget.value)}
      />
      {inPlace ? <TextInput {...reason} /> : <Textarea rows={3} {...reason} />}
      {form.fault !== null && (
        <p role="alert" className={styles['fault']}>
          {words.failed(form.fault.message, form.fault.code)}
        </p>
      )}
      <div className={styles['buttons']}>
        <Button size={size} type="submit" loading={form.pending}>
          {words.send}
        </Button>
        <Button size={size} variant="default" onClick={() => signing.onDone(false)}>
          {signed.cancel}
        </Button>
      </div>
    </form>
  );
}
