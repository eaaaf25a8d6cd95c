// How one alert changes what a situation knows of a place: opening, change and end.
import type { Alert } from '../../domain/alert.ts';
import { effectRank, isHarmful, type Effect } from '../../domain/effect.ts';
import type { Quote } from '../../domain/incident.ts';
import { severities, severityRank, worseSeverity, type Severity } from '../../domain/severity.ts';
import { canBeSymptom, isFailure, symptomKind } from '../../domain/symptom-kind.ts';
import { sayMore, signOf, withSign } from './root/sign.ts';
import type { Member, Presence } from './working-rows.ts';

/** Where an alert is: its CI, else the host that no CMDB knows, else its source. */
export function placeOf(alert: Alert): string {
  if (alert.binding !== null) return alert.binding.ci;
  return `?${(alert.host === '' ? alert.source : alert.host).toLowerCase()}`;
}

export function isUnmatched(place: string): boolean {
  return place.startsWith('?');
}

export function memberOf(alert: Alert, situation: string | null, holdMs: number | null = null): Member {
  return {
    id: alert.id,
    situation,
    place: placeOf(alert),
    severity: alert.severity,
    effect: alert.effect,
    quiet: alert.endsBy === 'quiet',
    unknown: alert.unknown,
    flapping: alert.flapping,
    holdMs,
    kind: symptomKind(alert.name, alert.message),
    peer: alert.peerCi,
    source: alert.source,
    security: alert.category === 'security',
    ...(alert.everyday === true ? { everyday: true } : {}),
  };
}

function quoteOf(alert: Alert): Quote {
  return {
    alert: alert.id,
    name: alert.name,
    message: alert.message.slice(0, 300),
    host: alert.host,
    ci: alert.binding?.ci ?? null,
    source: alert.source,
    severity: alert.severity,
    effect: alert.effect,
    at: alert.openedAt,
    ...(alert.runbook === undefined ? {} : { runbook: alert.runbook }),
  };
}

export function emptyPresence(situation: string, place: string, at: number): Presence {
  return {
    situation,
    place,
    down: 0,
    degraded: 0,
    atRisk: 0,
    unknown: 0,
    clearable: 0,
    quiet: 0,
    bySeverity: [0, 0, 0, 0],
    sinceSeverity: [0, 0, 0, 0],
    ruled: {},
    firstAt: at,
    lastNewAt: at,
    lastClearAt: null,
    total: 0,
    symptoms: 0,
    kinds: {},
    worst: 'info',
    worstEffect: 'informs',
    asPeer: 0,
    signs: [],
    quotes: [],
  };
}

/** Worst state that the open, known alerts of a place give it. */
export function stateOf(presence: Presence): 'down' | 'degraded' | 'at-risk' | 'up' {
  if (presence.down > 0) return 'down';
  if (presence.degraded > 0) return 'degraded';
  return presence.atRisk > 0 ? 'at-risk' : 'up';
}

export interface Admitted {
  readonly alert: Alert;
  readonly member: Member;
  readonly at: number;
  /** How little it was to be expected here (root/rarity.ts). */
  readonly rarity: number;
}

/** A new alert at this place. Returns whether anything that judgement depends on, beyond counts, changed. */
export function admit(presence: Presence, { alert, member, at, rarity }: Admitted): boolean {
  const before = stateOf(presence);
  const isFirst = presence.total === 0;
  const { kind } = member;
  const signs = presence.signs;
  presence.signs = withSign(signs, signOf(alert, kind, rarity));
  count(presence, member, 1, at);
  presence.total += 1;
  presence.kinds[kind] = (presence.kinds[kind] ?? 0) + 1;
  if (canBeSymptom(kind)) presence.symptoms += 1;
  presence.firstAt = Math.min(presence.firstAt, alert.openedAt);
  presence.lastNewAt = at;
  const isWorse = severityRank[alert.severity] > severityRank[presence.worst];
  presence.worst = worseSeverity(presence.worst, alert.severity);
  if (effectRank[alert.effect] > effectRank[presence.worstEffect]) presence.worstEffect = alert.effect;
  keepQuote(presence, quoteOf(alert), isWorse);
  return isFirst || isWorse || sayMore(signs, presence.signs) || stateOf(presence) !== before;
}

/** The member changed its severity or effect while open. */
export function amend(presence: Presence, before: Member, after: Member, at: number): boolean {
  const state = stateOf(presence);
  const worst = presence.worst;
  const since = presence.sinceSeverity;
  presence.sinceSeverity = [...since];
  const ruled = presence.ruled[before.id];
  count(presence, before, -1, at);
  count(presence, after, 1, at);
  // A changed severity does not start the hold of a rule again.
  if (ruled !== undefined) presence.ruled[after.id] = { ...ruled, severity: after.severity };
  if (before.severity === after.severity) presence.sinceSeverity = since;
  presence.worst = worseSeverity(presence.worst, after.severity);
  if (effectRank[after.effect] > effectRank[presence.worstEffect]) presence.worstEffect = after.effect;
  return stateOf(presence) !== state || presence.worst !== worst;
}

/** The member ended. */
export function release(presence: Presence, member: Member, at: number): boolean {
  const state = stateOf(presence);
  count(presence, member, -1, at);
  if (member.quiet) presence.lastQuietEndAt = Math.max(presence.lastQuietEndAt ?? 0, at);
  else presence.lastClearAt = Math.max(presence.lastClearAt ?? 0, at);
  return stateOf(presence) !== state || presence.clearable + presence.quiet === 0;
}

function count(presence: Presence, member: Member, by: 1 | -1, at: number): void {
  if (member.quiet) presence.quiet += by;
  else presence.clearable += by;
  if (member.holdMs === null) countSeverity(presence, member.severity, by, at);
  else countRuled(presence, member, by, at);
  if (member.unknown) presence.unknown += by;
  else countEffect(presence, member.effect, by);
}

function countSeverity(presence: Presence, of: Severity, by: 1 | -1, at: number): void {
  const severity = severities.indexOf(of) as 0 | 1 | 2 | 3;
  if (by === 1 && presence.bySeverity[severity] === 0) presence.sinceSeverity[severity] = at;
  presence.bySeverity[severity] += by;
}

function countRuled(presence: Presence, { id, severity, holdMs }: Member, by: 1 | -1, at: number): void {
  const { [id]: _gone, ...others } = presence.ruled;
  presence.ruled = by === 1 ? { ...others, [id]: { severity, holdOverAt: at + (holdMs ?? 0) } } : others;
}

function countEffect(presence: Presence, effect: Effect, by: 1 | -1): void {
  if (effect === 'down') presence.down += by;
  else if (effect === 'degraded') presence.degraded += by;
  else if (effect === 'at-risk') presence.atRisk += by;
}

/** The first three tell how it began; the fourth and fifth are the last worse ones. */
function keepQuote(presence: Presence, quote: Quote, isWorse: boolean): void {
  if (presence.quotes.length < 3 || (isWorse && presence.quotes.length < 5))
    presence.quotes = [...presence.quotes, quote];
  else if (isWorse) presence.quotes = [...presence.quotes.slice(0, 4), quote];
}

/** An open alert leaves for another situation: it never was here. */
export function takeMember(presence: Presence, member: Member): void {
  count(presence, member, -1, 0);
  presence.total -= 1;
  if (canBeSymptom(member.kind)) presence.symptoms -= 1;
  const kinds = { ...presence.kinds, [member.kind]: (presence.kinds[member.kind] ?? 1) - 1 };
  presence.kinds = Object.fromEntries(Object.entries(kinds).filter(([, n]) => n > 0));
}

/** And always was there; `from` is where it comes from, with what was quoted of it. */
export function giveMember(presence: Presence, member: Member, from: Presence): void {
  const severity = severities.indexOf(member.severity) as 0 | 1 | 2 | 3;
  count(presence, member, 1, from.sinceSeverity[severity]);
  const ruled = from.ruled[member.id];
  if (ruled !== undefined) presence.ruled = { ...presence.ruled, [member.id]: ruled };
  presence.total += 1;
  if (canBeSymptom(member.kind)) presence.symptoms += 1;
  presence.kinds[member.kind] = (presence.kinds[member.kind] ?? 0) + 1;
  presence.worst = worseSeverity(presence.worst, member.severity);
  if (effectRank[member.effect] > effectRank[presence.worstEffect]) presence.worstEffect = member.effect;
  const quoted = from.quotes.filter(({ alert }) => alert === member.id);
  if (quoted.length > 0) presence.quotes = [...presence.quotes, ...quoted].sort((a, b) => a.at - b.at).slice(0, 5);
  from.quotes = from.quotes.filter(({ alert }) => alert !== member.id);
  for (const sign of from.signs) if (sign.alert === member.id) presence.signs = withSign(presence.signs, sign);
  from.signs = from.signs.filter(({ alert }) => alert !== member.id);
}

/** When the first alert that did harm there opened; Infinity: none did. */
export function firstHarmAt({ quotes }: Pick<Presence, 'quotes'>): number {
  return Math.min(...quotes.filter(({ effect }) => isHarmful(effect)).map(({ at }) => at));
}

/** Everything the absorbed situation knew of a place, added to the survivor's. */
export function mergePresence(into: Presence, from: Presence): void {
  into.down += from.down;
  into.degraded += from.degraded;
  into.atRisk += from.atRisk;
  into.unknown += from.unknown;
  into.clearable += from.clearable;
  into.quiet += from.quiet;
  for (const severity of [0, 1, 2, 3] as const) mergeSeverity(into, from, severity);
  into.ruled = { ...into.ruled, ...from.ruled };
  into.firstAt = Math.min(into.firstAt, from.firstAt);
  into.lastNewAt = Math.max(into.lastNewAt, from.lastNewAt);
  into.lastClearAt = Math.max(into.lastClearAt ?? 0, from.lastClearAt ?? 0) || null;
  if (from.lastQuietEndAt !== undefined) into.lastQuietEndAt = Math.max(into.lastQuietEndAt ?? 0, from.lastQuietEndAt);
  into.total += from.total;
  into.symptoms += from.symptoms;
  into.asPeer += from.asPeer;
  if (from.tiedTo !== undefined) into.tiedTo ??= from.tiedTo;
  for (const sign of from.signs) into.signs = withSign(into.signs, sign);
  for (const [kind, n] of Object.entries(from.kinds))
    into.kinds[kind as keyof typeof into.kinds] = (into.kinds[kind as keyof typeof into.kinds] ?? 0) + n;
  into.worst = worseSeverity(into.worst, from.worst);
  if (effectRank[from.worstEffect] > effectRank[into.worstEffect]) into.worstEffect = from.worstEffect;
  into.quotes = [...into.quotes, ...from.quotes]
    .sort((a, b) => a.at - b.at || (a.alert < b.alert ? -1 : 1))
    .slice(0, 5);
}

/** What several situations know of the same place, as one would know it; theirs stay as they are. */
export function placesTogether(presences: readonly Presence[]): Presence[] {
  const places = new Map<string, Presence>();
  for (const presence of presences) {
    const known = places.get(presence.place);
    if (known === undefined) places.set(presence.place, presence);
    else places.set(presence.place, bothTogether(known, presence));
  }
  return [...places.values()];
}

function bothTogether(first: Presence, second: Presence): Presence {
  const { bySeverity, sinceSeverity, kinds } = first;
  const both: Presence = {
    ...first,
    bySeverity: [...bySeverity],
    sinceSeverity: [...sinceSeverity],
    kinds: { ...kinds },
  };
  mergePresence(both, second);
  return both;
}

function mergeSeverity(into: Presence, from: Presence, severity: 0 | 1 | 2 | 3): void {
  if (from.bySeverity[severity] === 0) return;
  into.sinceSeverity[severity] =
    into.bySeverity[severity] === 0
      ? from.sinceSeverity[severity]
      : Math.min(into.sinceSeverity[severity], from.sinceSeverity[severity]);
  into.bySeverity[severity] += from.bySeverity[severity];
}

/** When the first of its open alerts has been open for its severity's hold; null if none ever will. */
export function holdOverAt(presence: Presence, holdMs: Readonly<Record<Severity, number | null>>): number | null {
  const ruled = Object.values(presence.ruled).map(({ holdOverAt }) => holdOverAt);
  let due: number | null = ruled.length === 0 ? null : Math.min(...ruled);
  severities.forEach((severity, index) => {
    const hold = holdMs[severity];
    if (hold === null || presence.bySeverity[index as 0 | 1 | 2 | 3] === 0) return;
    const over = presence.sinceSeverity[index as 0 | 1 | 2 | 3] + hold;
    due = due === null ? over : Math.min(due, over);
  });
  return due;
}

/** All that it said are failures: nothing there speaks of load, lateness or missing work. */
export function onlyFails({ signs }: Pick<Presence, 'signs'>): boolean {
  return signs.length > 0 && signs.every(({ kind }) => isFailure(kind));
}
