// What is kept of an incident's promises: its clocks, which of its tickets wait, and which shares people know of. Pure.
import type { Incident } from '../../domain/incident.ts';
import { slaShares } from '../../domain/incident-life.ts';
import type { SlaClockName, SlaStanding } from '../../domain/incident-life.ts';
import type { SlaNotices } from '../../domain/notify-policy.ts';
import type { Policy } from '../../domain/policy.ts';
import type { TicketSighting } from '../../domain/ticket.ts';
import type { Promised } from '../compose/promise-part.ts';
import { lifeFactsOf } from '../life/life-facts.ts';
import type { SlaClock, SlaTurned } from '../life/sla-clock.ts';
import { newClocks, turnClocks } from '../life/turn-clocks.ts';
import type { ClockFacts } from '../life/turn-clocks.ts';
import type { SlaWarning } from './notified-incident.ts';

type Warned = SlaStanding['warned'];

export interface SlaWatch {
  readonly incident: string;
  readonly facts: ClockFacts & Pick<Incident, 'state'>;
  readonly clocks: readonly SlaClock[];
  /** By clock, the highest share that people were told of, or that had passed before anybody was to be. */
  readonly told: Readonly<Record<SlaClockName, Warned>>;
  /** From when on what passes is told. */
  readonly since: number;
  /** Keys of tickets that wait for their user or a supplier. */
  readonly waiting: readonly string[];
  /** Keys that no longer stand for a ticket: a late look at one says nothing. */
  readonly gone: readonly string[];
  /** The highest support level that was asked to take it, as a place in `supportLevels`. */
  readonly level: number;
}

export interface WatchMoment {
  readonly now: number;
  readonly policy: Policy;
  /** Since when people are warned by these rules; 0: ever. */
  readonly since: number;
}

export interface WatchTurn {
  readonly watch: SlaWatch;
  /** Empty: nothing is promised for it. */
  readonly turned: readonly SlaTurned[];
}

function factsOf(incident: Incident): SlaWatch['facts'] {
  const { state, incidentAt, priority, acknowledgedAt, resolvedAt, hours } = lifeFactsOf(incident);
  return { state, incidentAt, priority, acknowledgedAt, resolvedAt, hours };
}

export function newWatch(incident: Incident): SlaWatch {
  const facts = factsOf(incident);
  const told = { respond: 0, resolve: 0 } as const;
  const { id, incidentAt: since } = incident;
  return { ...{ incident: id, facts, clocks: newClocks(facts), told, since }, waiting: [], gone: [], level: 0 };
}

export function withFacts(watch: SlaWatch, incident: Incident): SlaWatch {
  return { ...watch, facts: factsOf(incident) };
}

/** As planning believes its looks: pending is what the last one said of a key that stands for a ticket. */
export function withSighting(watch: SlaWatch, { key, standing }: TicketSighting): SlaWatch {
  const others = watch.waiting.filter((each) => each !== key);
  const waits = standing === 'pending' && !watch.gone.includes(key);
  return { ...watch, waiting: waits ? [...others, key].sort() : others };
}

export function withoutTicket(watch: SlaWatch, key: string): SlaWatch {
  return { ...watch, waiting: watch.waiting.filter((each) => each !== key), gone: [...watch.gone, key] };
}

function turnTo(watch: SlaWatch, policy: Policy, now: number): WatchTurn {
  const isWaiting = watch.waiting.length > 0;
  const turned = turnClocks({ facts: watch.facts, clocks: watch.clocks, isWaiting }, { now, policy });
  return { watch: turned.length === 0 ? watch : { ...watch, clocks: turned.map(({ clock }) => clock) }, turned };
}

const until = (at: number | null, since: number): number | null => (at !== null && at <= since ? at : null);

/** What had passed by the time that people are warned from counts as known: switching it on is no storm. */
function passSilently(watch: SlaWatch, { policy, since }: WatchMoment): SlaWatch {
  const { facts } = watch;
  const then = {
    ...facts,
    acknowledgedAt: until(facts.acknowledgedAt, since),
    resolvedAt: until(facts.resolvedAt, since),
  };
  const { watch: passed } = turnTo({ ...watch, facts: then }, policy, since);
  return withTold({ ...passed, facts, since }, passed.clocks);
}

export function turnWatch(watch: SlaWatch, moment: WatchMoment): WatchTurn {
  if (watch.facts.state === 'merged') return { watch, turned: [] };
  const known = watch.since < moment.since ? passSilently(watch, moment) : watch;
  return turnTo(known, moment.policy, moment.now);
}

function withTold(watch: SlaWatch, clocks: readonly Pick<SlaClock, 'clock' | 'warned'>[]): SlaWatch {
  const told = { ...watch.told };
  for (const { clock, warned } of clocks) if (warned > told[clock]) told[clock] = warned;
  return { ...watch, told };
}

export function afterWarning(watch: SlaWatch, warnings: readonly SlaWarning[]): SlaWatch {
  return withTold(
    watch,
    warnings.map(({ clock, share }) => ({ clock, warned: share })),
  );
}

function isOver({ state }: SlaClock): boolean {
  return state === 'met' || state === 'missed';
}

/** What people are still to be warned of: of each clock that runs, the highest share that the site asks for. */
export function untold({ clocks, told }: SlaWatch, { shares }: SlaNotices): SlaWarning[] {
  return clocks.flatMap((clock) => {
    const passed = shares.filter((share) => share <= clock.warned && share > told[clock.clock]);
    const share = passed.toSorted((a, b) => b - a)[0];
    return isOver(clock) || share === undefined ? [] : [{ clock: clock.clock, share }];
  });
}

/** Of the warnings that wait to go out, those that hold yet, as they stand now: a target may have grown meanwhile. */
export function promisedOf(warnings: readonly SlaWarning[], turned: readonly SlaTurned[]): Promised[] {
  return turned.flatMap(({ clock: standing, dueAt }) => {
    const { clock, usedMs, targetMs } = standing;
    const warning = warnings.find((one) => one.clock === clock);
    const share = slaShares.findLast((each) => usedMs * 100 >= each * targetMs);
    if (warning === undefined || share === undefined || share < warning.share || isOver(standing)) return [];
    return [{ clock, share, targetMs, leftMs: Math.max(0, targetMs - usedMs), dueAt }];
  });
}
