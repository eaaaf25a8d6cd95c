// Which alert a told event became, and the situation that holds it in the end: events carry no mark of their own.
import type { Replayed, ReplayedAlert, ReplayedSituation } from './replayed.ts';
import { rowsBy } from './dataset-folder.ts';

export interface Told {
  readonly host: string;
  readonly check: string;
  readonly peer?: string;
  readonly at: number;
}

/** Clocks of alerts are cut to milliseconds, and equal openings are a millisecond apart. */
const slackMs = 1_000;

export class ToldAlerts {
  readonly #byCheck: Map<string, ReplayedAlert[]>;
  readonly #situations: Map<string, ReplayedSituation>;

  readonly #running: Set<string>;

  constructor({ alerts, situations, chronic }: Replayed) {
    this.#byCheck = rowsBy(alerts, ({ host, name, labels }) => keyOf(host, name, labels['peer']));
    for (const list of this.#byCheck.values()) list.sort((a, b) => Date.parse(a.openedAt) - Date.parse(b.openedAt));
    this.#situations = new Map(situations.map((situation) => [situation.id, situation]));
    this.#running = new Set(
      alerts.flatMap(({ id, situation }) => (chronic.has(id) ? [] : (this.#final(situation)?.id ?? []))),
    );
  }

  /** The episode that was open when this was told; undefined: none was. */
  alertOf({ host, check, peer, at }: Told): ReplayedAlert | undefined {
    return this.#byCheck
      .get(keyOf(host, check, peer))
      ?.findLast(({ openedAt }) => Date.parse(openedAt) <= at + slackMs);
  }

  /** Where it ended up, merges followed. */
  situationOf(told: Told): ReplayedSituation | undefined {
    return this.#final(this.alertOf(told)?.situation ?? null);
  }

  /** Whether it holds more than what is always there: only then it answers for a case. */
  isRunning({ id }: ReplayedSituation): boolean {
    return this.#running.has(id);
  }

  #final(id: string | null): ReplayedSituation | undefined {
    let found = id === null ? undefined : this.#situations.get(id);
    for (let into = found?.mergedInto ?? null; into !== null; into = found?.mergedInto ?? null)
      found = this.#situations.get(into);
    return found;
  }
}

function keyOf(host: string, check: string, peer = ''): string {
  return `${host}\u0000${check}\u0000${peer}`;
}
