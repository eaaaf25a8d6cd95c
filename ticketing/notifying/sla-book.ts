// The watches of all incidents as rows: kept while people are to be warned, whatever the priority, since that may change.
import type { Incident } from '../../domain/incident.ts';
import type { SlaNotices } from '../../domain/notify-policy.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';
import type { TicketSighting } from '../../domain/ticket.ts';
import { TimerQueue } from '../../domain/timer-queue.ts';
import type { SlaScene } from './scene.ts';
import { newWatch, turnWatch, withFacts, withoutTicket, withSighting } from './sla-watch.ts';
import type { SlaWatch, WatchTurn } from './sla-watch.ts';

/** As ended incidents are remembered: one that returns within 30 min goes on. */
const rememberMs = 86_400_000;
const rulesKey = 'sla';

/** Null: nobody is warned. */
function noticesOf({ notify, sla }: Policy): SlaNotices | null {
  const { sla: notices, recipients } = notify;
  if (notices === undefined || !sla.enabled || Object.keys(recipients).length === 0) return null;
  return notices.shares.length === 0 || notices.priorities.length === 0 ? null : notices;
}

/** What it takes for a promise to run out, in one text: another one is another promise. */
function rulesOf(policy: Policy): string | null {
  const notices = noticesOf(policy);
  return notices === null ? null : JSON.stringify([notices, policy.sla]);
}

export class SlaBook {
  readonly #watches = new Table<SlaWatch>('sla-watch', ({ incident }) => incident);
  readonly #rules = new Table<{ since: number }>('sla-rules');
  readonly #ended = new TimerQueue();
  #policy: Policy;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  restore({ table, key, json }: Row): void {
    if (table === this.#rules.name) this.#rules.restore(key, json);
    if (table === this.#watches.name) this.#watches.restore(key, json);
  }

  /** After the last `restore`. */
  begin(): void {
    for (const watch of this.#watches.values()) this.#noteEnd(watch);
  }

  take(): RowChange[] {
    return [...this.#rules.take(), ...this.#watches.take()];
  }

  get notices(): SlaNotices | null {
    return noticesOf(this.#policy);
  }

  /** What has passed by then is told to nobody, where the rules are others. */
  heed(policy: Policy, now: number): void {
    const [before, rules] = [rulesOf(this.#policy), rulesOf(policy)];
    this.#policy = policy;
    if (rules === before) return;
    if (rules !== null) this.#rules.put(rulesKey, { since: now });
    else for (const { incident } of [...this.#watches.values()]) this.#watches.delete(incident);
  }

  /** The incident as judging tells it now; null: nobody is warned. */
  turn(incident: Incident, now: number): WatchTurn | null {
    if (this.notices === null) return null;
    const known = this.#watches.get(incident.id);
    return this.#turn(known === undefined ? newWatch(incident) : withFacts(known, incident), now);
  }

  /** What a review goes by; `turn`: of the incident that is reviewed. */
  sceneOf(turn: WatchTurn | null): SlaScene | null {
    const { notices } = this;
    const { resolve, major } = this.#policy;
    if (notices === null || turn === null) return null;
    const times = turn.turned.flatMap(({ nextAt }) => nextAt ?? []);
    const nextAt = times.length === 0 ? null : Math.min(...times);
    return { notices, nextAt, settleMs: major.standDownMs + resolve.afterMs };
  }

  /** A ticket as people left it. False: it is of no incident that is watched. */
  see(sighting: TicketSighting, now: number): boolean {
    const watch = this.#watches.get(sighting.incident);
    if (watch !== undefined) this.#turn(withSighting(watch, sighting), now);
    return watch !== undefined;
  }

  /** Another ticket follows it. */
  close(incident: string, key: string, now: number): boolean {
    const watch = this.#watches.get(incident);
    if (watch !== undefined) this.#turn(withoutTicket(watch, key), now);
    return watch !== undefined;
  }

  keep(watch: SlaWatch): void {
    this.#watches.put(watch.incident, watch);
  }

  forget(now: number): void {
    for (const id of this.#ended.takeDue(now)) this.#watches.delete(id);
  }

  #turn(watch: SlaWatch, now: number): WatchTurn {
    const since = this.#rules.get(rulesKey)?.since ?? 0;
    const turn = turnWatch(watch, { now, policy: this.#policy, since });
    this.keep(turn.watch);
    this.#noteEnd(turn.watch);
    return turn;
  }

  #noteEnd({ incident, facts: { state, resolvedAt }, clocks }: SlaWatch): void {
    const endedAt = resolvedAt ?? Math.max(...clocks.map(({ at }) => at));
    this.#ended.set(incident, state === 'open' ? null : endedAt + rememberMs);
  }
}
