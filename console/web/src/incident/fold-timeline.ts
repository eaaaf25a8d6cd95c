// Which entries of the time line stand by themselves, and which fold into "n further entries".
import type { TimelineEntry } from '../api/shapes.ts';

/** What a reader of the time line looks for; the rest is there when asked for. */
const keyWords = new Set([
  'opened',
  'incident-opened',
  'reopened',
  'incident-reopened',
  'resolved',
  'incident-resolved',
  'incident-merged',
  'absorbed',
  'merged',
  'priority-set',
  'major-watch',
  'major-declared',
  'major-downgraded',
  'major-stood-down',
  'root-unclear',
]);

export function isKeyMoment(entry: TimelineEntry): boolean {
  return entry.kind === 'person' || entry.kind === 'ticket' || keyWords.has(entry.what);
}

/** One entry, or a run of small ones. */
export interface Stretch {
  readonly id: string;
  readonly entries: readonly TimelineEntry[];
  readonly folded: boolean;
}

/** Shorter runs are shown as they are: folding one line saves none. */
const foldFrom = 3;

/** Key moments and joining alerts stand alone; runs of what lies between are folded. */
export function foldTimeline(entries: readonly TimelineEntry[]): Stretch[] {
  const stretches: Stretch[] = [];
  let run: TimelineEntry[] = [];
  const close = (): void => {
    const [first] = run;
    if (first === undefined) return;
    if (run.length >= foldFrom) stretches.push({ id: first.id, entries: run, folded: true });
    else for (const entry of run) stretches.push({ id: entry.id, entries: [entry], folded: false });
    run = [];
  };
  for (const entry of entries) {
    if (!isKeyMoment(entry) && entry.kind !== 'alert') {
      run.push(entry);
      continue;
    }
    close();
    stretches.push({ id: entry.id, entries: [entry], folded: false });
  }
  close();
  return stretches;
}
