// Tells whether an event speaks of the episode we know, of a later one, or of one before it.

export type EpisodeOrder = 'same' | 'newer' | 'older';

export interface EpisodeMoment {
  readonly episode: string | null;
  /** Epoch ms; orders keys that are no numbers. */
  readonly at: number;
}

/**
 * Two Prometheus servers of one pair see the same start up to one evaluation apart (15 s is the usual interval); to
 * end and start anew an alert needs two. Zabbix' event ids are far below epoch milliseconds.
 */
const samePairMs = 15_000;
const leastEpochMs = 1_000_000_000_000;

/** No key on one side: any episode, so the same. Numbers (`startsAt`, `EVENT.ID`) rise; other keys go by time. */
export function compareEpisodes(told: EpisodeMoment, known: EpisodeMoment): EpisodeOrder {
  if (told.episode === null || known.episode === null || told.episode === known.episode) return 'same';
  const difference = numericDifference(told.episode, known.episode);
  if (difference === null) return told.at > known.at ? 'newer' : 'older';
  const isTime = startOf(known.episode) !== null && startOf(told.episode) !== null;
  if (isTime && Math.abs(difference) < samePairMs) return 'same';
  if (difference === 0) return 'same';
  return difference > 0 ? 'newer' : 'older';
}

/** Zabbix' ids are 64 bits: compared as such. */
function numericDifference(told: string, known: string): number | null {
  if (!/^\d{1,20}$/.test(told) || !/^\d{1,20}$/.test(known)) return null;
  return Number(BigInt(told) - BigInt(known));
}

/** The start that a key such as `startsAt` names, epoch ms; null for a key that is no time. */
export function startOf(episode: string | null): number | null {
  const start = episode === null ? NaN : Number(episode);
  return Number.isSafeInteger(start) && start >= leastEpochMs ? start : null;
}
