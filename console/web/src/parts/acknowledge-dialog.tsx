// Says who has it: asks a name and a reason, and sends them by the front door.
import { acknowledge } from '../api/queries.ts';
import type { IncidentRow } from '../api/shapes.ts';
import { useWords } from '../words/use-words.tsx';
import { ActDialog } from './act-dialog.tsx';
import { SignedForm } from './signed-form.tsx';

interface Asked {
  readonly incident: Pick<IncidentRow, 'id' | 'number'>;
  readonly onDone: (sent: boolean) => void;
}

export function AcknowledgeDialog({ incident, onDone }: Asked) {
  const words = useWords().acknowledge;
  return (
    <ActDialog title={words.title(incident.number)} onClose={() => onDone(false)}>
      <SignedForm words={words} send={(by, reason) => acknowledge(incident.id, by, reason)} onDone={onDone} />
    </ActDialog>
  );
}
