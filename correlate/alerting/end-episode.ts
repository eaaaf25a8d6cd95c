// Ends an open episode, whoever or whatever ended it, and keeps what a late word about it needs.
import type { Alert } from '../../domain/alert.ts';
import { sayOf, type Condition, type EndedEpisode, type Folded, type OpenEpisode, type Saying } from './condition.ts';

export interface Ending {
  /** Source's time; taken up to the opening where it lies before it. */
  readonly clearedAt: number;
  readonly endedBy: EndedEpisode['endedBy'];
  /** Logical time. */
  readonly now: number;
  /** Why, where it is not simply that the source said so. */
  readonly because?: Pick<Saying, 'reason' | 'evidence'>;
}

export function endEpisode(condition: Condition, open: OpenEpisode, ending: Ending): Folded {
  const clearedAt = Math.max(ending.clearedAt, open.alert.openedAt);
  const alert: Alert = { ...open.alert, clearedAt, endedBy: ending.endedBy, flapping: false };
  const ended: EndedEpisode = {
    episode: open.episode,
    alert: alert.id,
    openedAt: alert.openedAt,
    clearedAt,
    endedBy: ending.endedBy,
    endedAt: ending.now,
  };
  const cleared = { by: ending.endedBy, openForMs: clearedAt - alert.openedAt };
  const because = ending.because ?? { reason: 'alert-cleared', evidence: cleared };
  return {
    condition: { ...condition, open: null, ended },
    changes: [{ change: 'cleared', alert }],
    sayings: [sayOf(alert, 'ended', because)],
  };
}
