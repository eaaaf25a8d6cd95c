// The window of what a person does with the incident, one at a time.
import type { IncidentDetail } from '../api/shapes.ts';
import { AcknowledgeDialog } from '../parts/acknowledge-dialog.tsx';
import { PostMortemDialog } from './post-mortem-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';

const windows = { acknowledge: AcknowledgeDialog, split: SplitDialog, postMortem: PostMortemDialog } as const;

export type Act = keyof typeof windows;

interface Shown {
  readonly act: Act;
  readonly incident: IncidentDetail;
  readonly onDone: (sent: boolean) => void;
}

export function ActWindow({ act, ...asked }: Shown) {
  const Window = windows[act];
  return <Window {...asked} />;
}
