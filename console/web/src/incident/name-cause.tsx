// "This was the cause": opens a short form in place, where a person confirms it by name.
import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { nameCause } from '../api/queries.ts';
import { useSignedForm, type Signing } from '../parts/use-signed-form.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './name-cause.module.css';

const focusOn = (field: HTMLInputElement | null): void => field?.focus();

function ConfirmForm({ ciName, ...signing }: Signing & { readonly ciName: string }) {
  const { acknowledge, incident } = useWords();
  const words = incident.namedCause;
  const form = useSignedForm(signing);
  return (
    <form onSubmit={form.submit} noValidate className={styles['form']} aria-label={words.buttonFor(ciName)}>
      <p className={styles['why']}>{words.why(ciName)}</p>
      <TextInput
        ref={focusOn}
        required
        maxLength={200}
        autoComplete="name"
        label={acknowledge.name}
        error={form.lacksName && acknowledge.nameMissing}
        value={form.name}
        onChange={(event) => form.setName(event.currentTarget.value)}
      />
      <TextInput
        required
        maxLength={2000}
        label={words.reason}
        error={form.lacksReason && words.reasonMissing}
        value={form.reason}
        onChange={(event) => form.setReason(event.currentTarget.value)}
      />
      {form.fault !== null && (
        <p role="alert" className={styles['fault']}>
          {words.failed(form.fault.message, form.fault.code)}
        </p>
      )}
      <div className={styles['buttons']}>
        <Button size="xs" type="submit" loading={form.pending}>
          {words.send}
        </Button>
        <Button size="xs" variant="default" onClick={() => signing.onDone(false)}>
          {acknowledge.cancel}
        </Button>
      </div>
    </form>
  );
}

interface Asked {
  readonly incident: string;
  readonly candidate: { readonly ci: string; readonly ciName: string };
}

export function NameCause({ incident, candidate: { ci, ciName } }: Asked) {
  const words = useWords().incident.namedCause;
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const done = (success: boolean): void => {
    setOpen(false);
    setSent(success);
    button.current?.focus();
  };
  return (
    <div className={styles['cause']}>
      <button
        ref={button}
        type="button"
        className={styles['button']}
        aria-expanded={open}
        aria-label={words.buttonFor(ciName)}
        onClick={() => setOpen(!open)}
      >
        {words.button}
      </button>
      <span role="status" className={styles['why']}>
        {sent && words.sent(ciName)}
      </span>
      {open && (
        <ConfirmForm ciName={ciName} send={(by, reason) => nameCause(incident, ci, { by, reason })} onDone={done} />
      )}
    </div>
  );
}
