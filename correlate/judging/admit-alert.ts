// A new alert finds its situation: the nearest that fits, all that it links together, or one of its own.
import type { Alert } from '../../domain/alert.ts';
import type { Reason } from '../../domain/decision.ts';
import { isFlagged } from '../../domain/flags.ts';
import type { LearnedLink } from '../../domain/learned-links.ts';
import { base32Id } from '../../domain/identity.ts';
import { chooseSituations } from './choose-situation.ts';
import type { Arrival, Choice, Match } from './cues/arrival.ts';
import { isOfSecurity } from './cues/joinable.ts';
import type { Activation } from './hub-watch.ts';
import { unruled, type Ruled } from '../rules/follow-rules.ts';
import { mergeSituations } from './merge-situations.ts';
import { newSituation } from './new-situation.ts';
import { doubtCause } from './own-causes.ts';
import { admit, emptyPresence, isUnmatched, memberOf, placeOf } from './presence.ts';
import type { Scene } from './scene.ts';
import { canBeSymptom, isFailure, symptomKind } from '../../domain/symptom-kind.ts';
import { rarityOf } from './root/rarity.ts';
import { situationView } from './situation-view.ts';
import { expectedAt, type Expected } from './expected-hour.ts';
import { checkOf, experienceOf, noteHabit } from './habits.ts';
import { count } from './move-members.ts';
import { chronicAs, callBack, saySetAside, standBeside, type SetAside } from './chronic-alerts.ts';
import { takeOver } from './take-over.ts';
import type { Evidence } from './verdicts.ts';
import type { Member, SituationRow } from './working-rows.ts';

export function admitAlert(scene: Scene, alert: Alert, ruled: Ruled = unruled): void {
  const chronic = ruled.groups.length > 0 ? null : chronicAs(scene, alert);
  const arrival = { ...arrivalOf(scene, alert, chronic !== null), groups: ruled.groups };
  const choice = chooseSituations({ ...scene, join: scene.policy.join }, arrival);
  const found = joinBest(scene, alert, choice) ?? openSituation(scene, alert, { ...choice, chronic });
  const isNews = chronic === null && arrival.isSecurity !== true;
  const situation = isNews ? callBack(scene, found, arrival.place) : found;
  if (chronic !== null) saySetAside(scene, situation.id, alert, chronic);
  const expected = ruled.holdMs === null ? expectedAt(scene.state, alert, scene.policy) : null;
  if (expected !== null) sayExpected(scene, situation, alert, expected);
  const holdMs = expected?.holdMs ?? ruled.holdMs;
  take(scene, situation, {
    ...{ alert, ruled: { ...ruled, holdMs }, tiedTo: tieOf(choice, arrival.place) },
    isExpected: expected !== null,
  });
  standBeside(scene, situation, choice);
  takeOver(scene, situation, alert);
  if (arrival.isSymptom && chronic !== 'everyday' && !isUnmatched(arrival.place))
    watchHubs(scene, situation.id, alert, arrival.place);
}

function arrivalOf(scene: Scene, alert: Alert, isChronic: boolean): Omit<Arrival, 'groups'> {
  const kind = symptomKind(alert.name, alert.message);
  return {
    place: placeOf(alert),
    peerCi: alert.peerCi,
    source: alert.source,
    name: alert.name,
    message: alert.message,
    at: scene.now,
    isChronic,
    isFailure: isFailure(kind),
    isSecurity: isFlagged(scene.policy, 'security-apart') ? alert.category === 'security' : null,
    isSymptom: canBeSymptom(kind) && alert.category !== 'security',
  };
}

/** Joins the nearest; every other that it is near to as well turns out to be the same situation. */
function joinBest(scene: Scene, alert: Alert, { matches }: Choice): SituationRow | undefined {
  const [best, ...others] = matches;
  if (best === undefined) return undefined;
  const joined = scene.state.current(best.situation);
  if (joined === undefined) return undefined;
  let situation = joined;
  sayJoined(scene, situation.id, alert, best);
  for (const other of others) {
    const second = scene.state.current(other.situation);
    if (second !== undefined && second.id !== situation.id)
      situation = mergeSituations(scene, situation, second, {
        by: mergedBy(other),
        path: other.path,
      });
  }
  return situation;
}

function mergedBy({ by }: Match): 'same-ci' | 'group' | 'topology' {
  if (by === 'same-place') return 'same-ci';
  return by === 'group' ? 'group' : 'topology';
}

function sayJoined(scene: Scene, situation: string, alert: Alert, match: Match): void {
  const subject = { type: 'alert' as const, id: alert.id };
  const outcome = `joined ${situation}`;
  const ci = placeOf(alert);
  const belief = beliefFacts(match);
  const say = (reason: JoinReason, evidence: Evidence): void => {
    const facts = { alert: alert.id, ...evidence, ...belief };
    scene.verdicts.onSituation(situation, { subject, outcome, reason, evidence: facts });
  };
  if (match.by === 'same-place') say('joined-same-ci', { ci, member: match.member });
  else if (match.link !== undefined) say('joined-learned', { ci, member: match.member, ...linkFacts(match.link) });
  else if (match.key !== undefined) say('joined-group', { ci, rule: ruleOf(match.key), key: match.key });
  else if (match.by === 'text') say('joined-text', { host: alert.host, source: alert.source });
  else if (match.by === 'unmatched')
    say('joined-unmatched', { host: alert.host, source: alert.source, withinMs: scene.policy.join.unmatchedWithinMs });
  else
    say('joined-topology', {
      ci,
      member: match.member,
      path: [...match.path],
      cost: Math.round(match.cost * 100) / 100,
      limit: scene.policy.join.costLimit,
    });
}

type JoinReason = Extract<Reason, `joined-${string}`>;

/** `<rule>/<key>`: an id of a rule has no slash. */
function ruleOf(key: string): string {
  return key.slice(0, key.indexOf('/'));
}

function beliefFacts({ belief }: Match): Evidence {
  if (belief === undefined) return {};
  return { probability: belief.probability, parts: belief.parts.map(({ cue, chance }) => ({ cue, chance })) };
}

function linkFacts({ cause, effect, explained, causes, lift }: LearnedLink): Record<string, string | number> {
  return { cause, effect, explained, causes, lift };
}

function sayExpected(scene: Scene, situation: SituationRow, alert: Alert, expected: Expected): void {
  const { period, times, ...facts } = expected;
  const how = period === 'day' ? { days: times } : { period, times };
  situation.expectedMs = Math.max(situation.expectedMs ?? 0, expected.holdMs);
  scene.verdicts.onSituation(situation.id, {
    subject: { type: 'alert', id: alert.id },
    outcome: 'expected',
    reason: 'expected-hour',
    evidence: { alert: alert.id, ...how, ...facts, until: scene.now + expected.holdMs },
  });
}

type Opening = Choice & { readonly chronic: SetAside | null };

function openSituation(scene: Scene, alert: Alert, opening: Opening): SituationRow {
  const { nearMiss, chronic } = opening;
  const id = `S${base32Id(15, 'situation', alert.id)}`;
  const row = newSituation({
    ...{ id, tenant: scene.tenant, openedAt: scene.now, firstAlert: alert.id, firstAlertAt: alert.openedAt },
    ...{ worst: alert.severity, isChronic: chronic !== null },
    nearMiss: nearMiss === null ? null : { situation: nearMiss.situation, why: nearMiss.why },
  });
  scene.state.addSituation(row);
  const nearest =
    nearMiss === null
      ? null
      : {
          situation: nearMiss.situation,
          why: nearMiss.why,
          cost: Math.round(nearMiss.cost * 100) / 100,
          limit: scene.policy.join.costLimit,
        };
  scene.verdicts.onSituation(id, {
    subject: { type: 'situation', id },
    outcome: 'opened',
    reason: 'situation-opened',
    evidence: { alert: alert.id, name: alert.name, ci: alert.binding?.ci ?? null, nearest },
  });
  scene.verdicts.situationChanged(situationView(row, null));
  return row;
}

interface Admission {
  readonly alert: Alert;
  readonly ruled: Ruled;
  readonly tiedTo: string | null;
  readonly isExpected: boolean;
}

/** What it joined by another cue than the topology keeps it there, whatever paths say (split-situation.ts). */
function tieOf({ matches }: Choice, place: string): string | null {
  const [best] = matches;
  if (best === undefined || best.member === place || (best.by !== 'learned' && best.by !== 'group')) return null;
  return best.member;
}

/** An incident's rows stay small, however many rules a site has. */
const mostRules = 50;

/** Counts the alert in and remembers it as open. */
function take(scene: Scene, situation: SituationRow, { alert, ruled, tiedTo, isExpected }: Admission): void {
  const member = memberOf(alert, situation.id, ruled.holdMs);
  scene.state.members.put(alert.id, member);
  noteHabit(scene.state, member.place, { name: checkOf(alert), at: scene.now, by: 1 });
  const presence =
    scene.state.presence(situation.id, member.place) ?? emptyPresence(situation.id, member.place, alert.openedAt);
  const rarity = isExpected ? 0 : rarityOf(experienceOf(scene.state, member.place, checkOf(alert)));
  const stirred = admit(presence, { alert, member, at: scene.now, rarity });
  if (tiedTo !== null) presence.tiedTo ??= tiedTo;
  scene.state.putPresence(presence);
  doubtCause(scene, situation, member);
  scene.state.group(situation, ruled.groups);
  if (alert.peerCi !== null) noteCallee(scene, situation.id, alert);
  countIn(scene, situation, alert, member);
  situation.rules = [...new Set([...situation.rules, ...ruled.incidentRules])].slice(0, mostRules);
  situation.stirred ||= stirred;
  scene.state.touch(situation);
  scene.touched.add(situation.id);
  scene.verdicts.joined(situation.id, alert.id);
}

function countIn(scene: Scene, situation: SituationRow, alert: Alert, member: Member): void {
  count(situation, member, 1);
  situation.counted = true;
  situation.hasNews = true;
  situation.lastNewAt = scene.now;
  situation.firstAlertAt = Math.min(situation.firstAlertAt, alert.openedAt);
  scene.state.noteActivity(alert.source, situation, scene.now);
}

/** The peer of an edge alert is a place of the situation too: it may be the cause without an alert of its own. */
function noteCallee(scene: Scene, situation: string, alert: Alert): void {
  const peer = alert.peerCi ?? '';
  const presence = scene.state.presence(situation, peer) ?? emptyPresence(situation, peer, alert.openedAt);
  presence.asPeer += 1;
  scene.state.putPresence(presence);
}

function watchHubs(scene: Scene, situationId: string, alert: Alert, place: string): void {
  scene.state.fresh.put(place, { at: scene.now });
  const activation = scene.hubWatch.note(place, scene.now);
  const situation = scene.state.current(situationId);
  if (activation === null || situation === undefined || situation.hubs[activation.hub] !== undefined) return;
  joinByHub(scene, situation, alert, activation);
}

/** Everything fresh below the hub belongs together, and the hub becomes a candidate. */
function joinByHub(scene: Scene, first: SituationRow, alert: Alert, activation: Activation): void {
  let situation = first;
  for (const other of situationsBelow(scene, activation)) {
    const second = scene.state.current(other);
    if (second !== undefined && second.id !== situation.id)
      situation = mergeSituations(scene, situation, second, { by: 'hub', hub: activation.hub });
  }
  situation.isChronic = false;
  scene.state.activateHub(situation, activation.hub, scene.now);
  situation.stirred = true;
  situation.hasNews = true;
  scene.touched.add(situation.id);
  scene.verdicts.onSituation(situation.id, {
    subject: { type: 'alert', id: alert.id },
    outcome: `joined ${situation.id}`,
    reason: 'joined-hub',
    evidence: {
      alert: alert.id,
      hub: activation.hub,
      active: activation.cis.length,
      below: activation.below,
      share: Math.round(activation.share * 100) / 100,
      needed: scene.policy.join.hubShare,
      withinMs: scene.policy.join.hubWithinMs,
    },
  });
}

/** Situations with a fresh symptom at one of the hub's CIs, or at the hub itself, in a fixed order. */
function situationsBelow(scene: Scene, activation: Activation): string[] {
  const since = scene.now - scene.policy.join.hubWithinMs;
  const found = new Set<string>(scene.state.hubSituations(activation.hub) ?? []);
  for (const ci of activation.cis)
    for (const presence of scene.state.at(ci))
      if (presence.symptoms > 0 && presence.lastNewAt >= since) found.add(presence.situation);
  for (const presence of scene.state.at(activation.hub))
    if (presence.clearable + presence.quiet > 0) found.add(presence.situation);
  return [...found].filter((id) => !isFlagged(scene.policy, 'security-apart') || !isOfSecurity(scene, id)).sort();
}
