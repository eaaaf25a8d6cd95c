// Says who has it: asks a name and a reason, and sends them by the front door.
import { acknowledge } from '../api/queries.ts';
import type { IncidentRow } from '../api/shapes.ts';
import { useWords } from '../words/use-words.tsx';
import { SignedDialog } from './signed-dialog.tsx';

interface Asked {
  readonly incident: Pick<IncidentRow, 'id' | 'number'>;
  readonly onDone: (sent: boolean) => void;
}

export function AcknowledgeDialog({ incident, onDone }: Asked) {
  const words = useWords().acknowledge;
  const send = (name: string, reason: string): Promise<void> => acknowledge(incident.id, name, reason);
  const { why, send: act } = words;
  return <SignedDialog title={words.title(incident.number)} {...{ why, act, send, onDone }} />;
}
