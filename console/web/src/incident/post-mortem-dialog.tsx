// Says that the post-mortem of a major is written, and where it is: then nobody is reminded any more.
import { writePostMortem } from '../api/queries.ts';
import type { IncidentDetail } from '../api/shapes.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { SignedForm } from '../parts/signed-form.tsx';
import { useWords } from '../words/use-words.tsx';

interface Asked {
  readonly incident: IncidentDetail;
  readonly onDone: (sent: boolean) => void;
}

export function PostMortemDialog({ incident, onDone }: Asked) {
  const words = useWords().postMortem;
  return (
    <ActDialog title={words.title(incident.number)} onClose={() => onDone(false)}>
      <SignedForm words={words} send={(by, where) => writePostMortem(incident.id, by, where)} onDone={onDone} />
    </ActDialog>
  );
}
