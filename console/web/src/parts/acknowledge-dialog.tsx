// Says who has it: asks a name and a reason, and sends them by the front door.
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { acknowledge } from '../api/queries.ts';
import type { IncidentRow } from '../api/shapes.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './acknowledge-dialog.module.css';
import { useSignedForm } from './use-signed-form.ts';

interface Asked {
  readonly incident: Pick<IncidentRow, 'id' | 'number'>;
  readonly onDone: (sent: boolean) => void;
}

function AcknowledgeForm(asked: Asked) {
  const words = useWords().acknowledge;
  const form = useSignedForm({
    send: (name, reason) => acknowledge(asked.incident.id, name, reason),
    onDone: asked.onDone,
  });
  return (
    <form onSubmit={form.submit} noValidate className={styles['form']}>
      <p className={styles['why']}>{words.why}</p>
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
        <Button variant="default" onClick={() => asked.onDone(false)}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={form.pending}>
          {words.send}
        </Button>
      </div>
    </form>
  );
}

export function AcknowledgeDialog(asked: Asked) {
  const words = useWords();
  return (
    // The scroll lock would write a style tag, which our Content-Security-Policy refuses.
    <Modal
      opened
      centered
      lockScroll={false}
      onClose={() => asked.onDone(false)}
      title={words.acknowledge.title(asked.incident.number)}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <AcknowledgeForm {...asked} />
    </Modal>
  );
}
