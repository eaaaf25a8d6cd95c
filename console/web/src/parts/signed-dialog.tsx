// Asks a name and a reason for something that a person says, and sends them by the front door.
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useWords } from '../words/use-words.tsx';
import styles from './signed-dialog.module.css';
import { useSignedForm } from './use-signed-form.ts';
import type { Signing } from './use-signed-form.ts';

interface Asked extends Signing {
  readonly title: string;
  /** What comes of it. */
  readonly why: string;
  /** On the button. */
  readonly act: string;
}

function SignedForm({ why, act, send, onDone }: Omit<Asked, 'title'>) {
  const words = useWords().acknowledge;
  const form = useSignedForm({ send, onDone });
  return (
    <form onSubmit={form.submit} noValidate className={styles['form']}>
      <p className={styles['why']}>{why}</p>
      <TextInput
        data-autofocus
        required
        maxLength={200}
        autoComplete="name"
        label={words.name}
        error={form.lacksName && words.nameMissing}
        value={form.name}
        onChange={(event) => form.setName(event.currentTarget.value)}
      />
      <Textarea
        required
        maxLength={2000}
        rows={3}
        label={words.reason}
        placeholder={words.reasonHint}
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
        <Button variant="default" onClick={() => onDone(false)}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={form.pending}>
          {act}
        </Button>
      </div>
    </form>
  );
}

export function SignedDialog({ title, ...asked }: Asked) {
  const words = useWords();
  return (
    // The scroll lock would write a style tag, which our Content-Security-Policy refuses.
    <Modal
      opened
      centered
      lockScroll={false}
      onClose={() => asked.onDone(false)}
      title={title}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <SignedForm {...asked} />
    </Modal>
  );
}
