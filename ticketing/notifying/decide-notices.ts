// Decides whom an incident's change, or the passing of time, asks to tell: the crisis cell, and one level after another.
import type { Incident } from '../../domain/incident.ts';
import { supportLevels } from '../../domain/notice.ts';
import type { NoticeKind } from '../../domain/notice.ts';
import type { NotifyPolicy } from '../../domain/notify-policy.ts';
import { materialChanges, toldOf } from '../compose/told.ts';
import type { MaterialChange } from '../compose/told.ts';
import type { Ladder, NotifiedIncident } from './notified-incident.ts';
import { crisisOf, isMajorNow, isUrgent, isWarnedOf, sooner, takenBy, wantsOf } from './scene.ts';
import type { Finding, Review, Scene, Step } from './scene.ts';
import type { SlaWatch } from './sla-watch.ts';
import { levelAbove, peopleAt } from './support-level.ts';
import { warnOfPromises } from './warn-of-promises.ts';
import { withhold } from './withhold.ts';
import type { Withheld } from './withhold.ts';

/** What a manager asks about: what works, how bad, why, and who is on it. */
const crisisChanges: ReadonlySet<MaterialChange> = new Set(['priority', 'services', 'root', 'owner']);

/** How long a level has to answer. */
export function stepMs(incident: Incident, notify: NotifyPolicy): number {
  return incident.priority === 1 || isMajorNow(incident) ? notify.escalateMs.p1 : notify.escalateMs.p2;
}

function held({ incident, windows, now, sla }: Scene): Withheld | null {
  const isTold = isUrgent(incident) || isWarnedOf(incident, sla?.notices ?? null);
  return isTold ? withhold(incident, windows, now) : null;
}

const weighWithholding: Step = (scene, so) => {
  const found = held(scene);
  const row = { ...so.row, withheld: found?.why ?? null };
  const dueAt = found?.why === 'in-maintenance' ? sooner(so.dueAt, found.until) : so.dueAt;
  if (found === null || found.why === so.row.withheld) return { ...so, row, dueAt };
  const { why, ...more } = found;
  const evidence = {
    why,
    priority: scene.incident.priority,
    ...(isUrgent(scene.incident) ? {} : { about: 'sla' }),
    ...('windows' in more ? { windows: [...more.windows], until: more.until } : { environment: more.environment }),
  };
  return { ...so, row, dueAt, findings: [...so.findings, { outcome: why, reason: 'notice-withheld', evidence }] };
};

/** Whoever was told that a major began hears its end, whatever else holds. */
const accompanyMajor: Step = (scene, so) => {
  const { incident, notify, now } = scene;
  const { crisis, withheld } = so.row;
  const told = toldOf(incident);
  const tell = (kind: NoticeKind): Review => ({
    ...so,
    row: { ...so.row, crisis: kind === 'stood-down' ? null : { told, at: now } },
    wants: [...so.wants, ...wantsOf(crisisOf(notify), { kind })],
    dueAt: kind === 'stood-down' ? so.dueAt : sooner(so.dueAt, now + notify.majorEveryMs),
  });
  if (crisis !== null && !isMajorNow(incident)) return tell('stood-down');
  if (!isMajorNow(incident) || withheld !== null) return so;
  if (crisis === null) return crisisOf(notify).length === 0 ? so : tell('declared');
  if (materialChanges(crisis.told, told).some((change) => crisisChanges.has(change))) return tell('changed');
  const due = crisis.at + notify.majorEveryMs;
  return now >= due ? tell('news') : { ...so, dueAt: sooner(so.dueAt, due) };
};

/** Why nobody is waited for any more; null: somebody is. */
function whyNot({ incident }: Scene, { withheld }: NotifiedIncident): string | null {
  if (incident.state !== 'open') return incident.state;
  if (takenBy(incident) !== null) return 'taken';
  if (!isUrgent(incident)) return 'less-urgent';
  return withheld;
}

const stopLadder = (scene: Scene, so: Review, why: string): Review => {
  const { ladder } = so.row;
  if (ladder === null) return so;
  const evidence = {
    ...{
      why,
      by: takenBy(scene.incident),
      level: supportLevels[ladder.level] ?? '',
      priority: scene.incident.priority,
    },
    afterMs: scene.now - ladder.since,
  };
  const finding: Finding = { outcome: why, reason: 'escalation-stopped', evidence };
  return { ...so, row: { ...so.row, ladder: null }, findings: [...so.findings, finding] };
};

function nextOf({ incident, notify }: Scene, level: number, at: number): Ladder['next'] {
  const above = levelAbove(level, incident, notify);
  return above === null ? null : { level: above, at: at + stepMs(incident, notify) };
}

const startLadder = (scene: Scene, so: Review): Review => {
  const { incident, notify, now } = scene;
  const wants = wantsOf(peopleAt(0, incident, notify), { kind: 'opened' });
  const next = nextOf(scene, 0, now);
  if (wants.length === 0 && next === null) return so;
  const row = { ...so.row, ladder: { level: 0, at: now, since: now, next } };
  const dueAt = next === null ? so.dueAt : sooner(so.dueAt, next.at);
  return { ...so, row, wants: [...so.wants, ...wants], dueAt };
};

function climbTo(scene: Scene, so: Review, ladder: Ladder, level: number): Review {
  const { incident, notify, now } = scene;
  const recipients = peopleAt(level, incident, notify);
  const next = nextOf(scene, level, now);
  const [from, to] = [supportLevels[ladder.level] ?? '', supportLevels[level] ?? ''];
  const evidence = {
    ...{ from, to, recipients: [...recipients], priority: incident.priority, isLast: next === null },
    ...{ unansweredMs: now - ladder.since, afterMs: stepMs(incident, notify) },
  };
  return {
    ...so,
    row: { ...so.row, ladder: { ...ladder, level, at: now, next } },
    wants: [...so.wants, ...wantsOf(recipients, { kind: 'escalated' })],
    findings: [...so.findings, { outcome: to, reason: 'escalated', evidence }],
    dueAt: next === null ? so.dueAt : sooner(so.dueAt, next.at),
  };
}

/** One level at a time, however late the clock is told: nobody is asked before the one below had the time to answer. */
const climb: Step = (scene, so) => {
  const why = whyNot(scene, so.row);
  if (why !== null) return stopLadder(scene, so, why);
  const { ladder } = so.row;
  if (ladder === null) return startLadder(scene, so);
  const next = nextOf(scene, ladder.level, ladder.at);
  const known = { ...so, row: { ...so.row, ladder: { ...ladder, next } } };
  // Its alerts have ended: nobody is woken for what may be over in a moment.
  if (next === null || scene.incident.openAlertCount === 0) return known;
  if (scene.now < next.at) return { ...known, dueAt: sooner(so.dueAt, next.at) };
  return climbTo(scene, known, ladder, next.level);
};

const noteEnd: Step = ({ incident, now }, so) => {
  const endedAt = incident.state === 'open' ? null : (so.row.endedAt ?? now);
  return { ...so, row: { ...so.row, endedAt } };
};

const steps: readonly Step[] = [noteEnd, weighWithholding, accompanyMajor, climb, warnOfPromises];

/** `watch`: its clocks, turned to now. */
export function reviewNotices(row: NotifiedIncident, watch: SlaWatch | null, scene: Scene): Review {
  const nothing: Review = { row, watch, wants: [], findings: [], dueAt: null };
  return steps.reduce((so, step) => step(scene, so), nothing);
}
