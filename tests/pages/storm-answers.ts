// What the mock server answers: made from the storm's facts by the API's own words and shapes, checked by its contract.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { BackgroundView } from '../../console/api/background-contract.ts';
import { ProblemPage } from '../../console/api/problem-contract.ts';
import { AlertPage, AlertRow, DecisionPage, DecisionRow } from '../../console/api/alert-contract.ts';
import { CmdbQuality, ImpactGraph } from '../../console/api/cmdb-contract.ts';
import {
  IncidentDetail,
  IncidentPage,
  IncidentRow,
  LifeView,
  SlaRow,
  TimelineEntry,
  TimelinePage,
} from '../../console/api/incident-contract.ts';
import { Status } from '../../console/api/status-contract.ts';
import { TicketLink, TicketRow } from '../../console/api/ticket-contract.ts';
import { impactGraph } from '../../console/api/impact-graph.ts';
import { lifeView } from '../../console/api/life-view.ts';
import { buildGraph } from '../../correlate/cmdb/graph.ts';
import { Cmdb } from '../../domain/cmdb.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Incident } from '../../domain/incident.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { composeTicket } from '../../ticketing/compose/compose-ticket.ts';
import { firstSteps } from '../../ticketing/compose/first-steps-part.ts';
import { noRecovery } from '../../ticketing/compose/recovery.ts';
import { lifeFactsOf } from '../../ticketing/life/life-facts.ts';
import { newLife, turnLife } from '../../ticketing/life/turn-life.ts';
import { explainDecision } from '../../ticketing/wording/explain-decision.ts';
import { failureName } from '../../ticketing/wording/failure-words.ts';
import { incidentTitle } from '../../ticketing/wording/incident-title.ts';
import { stormDecisions } from './storm-decisions.ts';
import { at, bastion, disk, major, printer, stormAlerts, stormNow, type StormAlert } from './storm-facts.ts';

type Language = 'en' | 'fr';

const timezone = 'Europe/Paris';
const cmdbFile = new URL('../fixtures/storm/cmdb.json', import.meta.url);
const graph = buildGraph(Cmdb.parse(JSON.parse(readFileSync(cmdbFile, 'utf8'))));
const orNull = (atMs: number | null): string | null => (atMs === null ? null : rfc3339(atMs));

export function statusAnswer(demo: boolean): Status {
  return Status.parse({
    ...{ version: '0.1.0', tenant: 'default', language: 'en', timezone, now: rfc3339(stormNow) },
    demo: demo ? { speed: 20, progress: 0.36, startedAt: rfc3339(at(0)), endsAt: rfc3339(at(900)) } : null,
    incidents: { open: 3, majors: 1, majorWatch: 0, byPriority: { '1': 1, '2': 0, '3': 0, '4': 1, '5': 1 } },
    alerts: { open: 59, held: 2, suppressed: 0, flapping: 1, stale: 0, aside: 9 },
    sources: [
      { source: 'prometheus', lastEventAt: rfc3339(stormNow - 4_000), ageMs: 4_000 },
      { source: 'alertmanager', lastEventAt: rfc3339(stormNow - 79_000), ageMs: 79_000 },
      { source: 'zabbix', lastEventAt: rfc3339(stormNow - 21_000), ageMs: 21_000 },
      { source: 'syslog', lastEventAt: rfc3339(stormNow - 1_200), ageMs: 1_200 },
    ],
    sinks: [{ sink: 'glpi', state: 'resting', backlog: 12, ageMs: 240_000 }],
    rulesFault: demo ? null : { code: 'rules-refused', message: 'rules/night.yaml: line 3: no such field' },
    cmdbFault: demo ? null : { code: 'config-not-yaml', message: 'cmdb.yaml:57: Map keys must be unique' },
    deadLetters: 3,
    stateHash: null,
  });
}

function alertRow(alert: StormAlert): AlertRow {
  const { name, ci, source, message, openedAt } = alert;
  return {
    ...{ id: `${name}@${ci}`, source, sources: [source], name, severity: 'critical', effect: 'down', message, ci },
    ...{ host: `${ci}.example.net`, labels: {}, openedAt: rfc3339(openedAt), clearedAt: null, endedBy: null },
    ...{ situation: 'S-2', incident: major.id, without: null, lastSeenAt: rfc3339(openedAt), count: 3 },
    ...{ stale: false, flapping: false, binding: { ci, confidence: 1, by: 'id', value: ci }, link: null },
  };
}

export function alertsAnswer(): AlertPage {
  return AlertPage.parse({ items: stormAlerts.map(alertRow), next: null });
}

const ticketKeys: Readonly<Record<string, string>> = { 'I-1': 'VGB7', 'I-2': 'VGK7', 'I-3': 'VGS7', 'I-0': 'VGP7' };

function ticketLink(incident: Incident): TicketLink {
  const prefix = ticketKeys[incident.number] ?? '';
  return {
    ...{
      sink: 'desk',
      unit: 'incident',
      key: `${prefix}Q2M4XB3DAHZLCW2RNE6PZT`,
      url: `/tickets/D-${incident.number.slice(2)}`,
    },
    ...{ id: `D-${incident.number.slice(2)}`, state: incident.state === 'open' ? 'live' : 'resolved' },
  };
}

/** The major is not taken in charge yet, and three quarters of its time are gone. */
function slaAnswer({ incidentAt, priority, state, acknowledgedBy }: Incident): SlaRow | null {
  if (state !== 'open') return null;
  const clock = acknowledgedBy === null ? 'respond' : 'resolve';
  const targetMs = priority === 1 ? 15 * 60_000 : 10 * 3_600_000;
  const dueAt = rfc3339(incidentAt + targetMs);
  return { clock, state: 'running', targetMs, dueAt, warned: priority === 1 ? 75 : 0 };
}

function lifeAnswer(incident: Incident): LifeView {
  const { row } = turnLife(newLife(lifeFactsOf(incident)), { now: stormNow, policy: defaultPolicy, sighting: null });
  const { steps = [], clocks = [] } = row.told ?? {};
  return lifeView({ incident: incident.id, priority: incident.priority, steps, clocks });
}

function rowAnswer(incident: Incident, language: Language): IncidentRow {
  return IncidentRow.parse({
    ...incident,
    title: incidentTitle(incident, language),
    teamName: incident.team === null ? null : `${incident.team[0]?.toUpperCase() ?? ''}${incident.team.slice(1)} team`,
    openedAt: rfc3339(incident.openedAt),
    incidentAt: rfc3339(incident.incidentAt),
    resolvedAt: orNull(incident.resolvedAt),
    acknowledgedAt: orNull(incident.acknowledgedAt),
    majorWatchSince: orNull(incident.majorWatchSince),
    major: incident.major === null ? null : { ...incident.major, declaredAt: rfc3339(incident.major.declaredAt) },
    rootCandidates: incident.rootCandidates.map((candidate) => {
      return { ...candidate, name: candidate.ciName, class: candidate.ciClass, explains: [] };
    }),
    cis: incident.cis.map(({ ci }) => ci),
    services: incident.services.map((service) => ({ ...service, since: rfc3339(service.since) })),
    ...{ alerts: [], tickets: [ticketLink(incident)], decisions: [], sla: slaAnswer(incident) },
  });
}

export function pageAnswer(incidents: readonly Incident[], language: Language): IncidentPage {
  return { items: incidents.map((incident) => rowAnswer(incident, language)), next: null };
}

export const openOthers = [bastion, disk];
export const resolved = [printer];

function decisionRow(decision: Decision, language: Language): DecisionRow {
  const nameOf = (id: string): string | undefined => graph.service(id)?.name ?? graph.ci(id)?.name;
  const words = explainDecision(decision, language, { timezone, nameOf });
  return DecisionRow.parse({ ...decision, ...words, at: rfc3339(decision.at) });
}

export function decisionsAnswer(language: Language, later: readonly Decision[] = []): DecisionPage {
  return {
    items: [...stormDecisions, ...later].map((decision) => decisionRow(decision, language)).reverse(),
    next: null,
  };
}

export function ticketAnswer(language: Language): TicketRow {
  const policy = { ...defaultPolicy, language, timezone };
  const request = { incident: major, op: 'open', at: at(121), language, policy, previous: null } as const;
  const fields = composeTicket({ ...request, recovery: noRecovery, into: null });
  const { title, publicText, technicalText, priority, team } = fields;
  const said = { title, publicText, technicalText, priority, team, step: 'done' as const };
  const operations = [
    { ...said, id: 'VGK7.1', at: rfc3339(at(121)), op: 'open' as const },
    { ...said, id: 'VGK7.2', at: rfc3339(at(241.6)), op: 'escalate' as const },
  ];
  return { ...ticketLink(major), incident: major.id, operations };
}

function entryOf(
  given: Partial<TimelineEntry> & Pick<TimelineEntry, 'id' | 'at' | 'kind' | 'what' | 'text'>,
): TimelineEntry {
  return { alerts: [], alertCount: 0, decision: null, ticket: null, by: null, ...given };
}

const turns = /^(incident-|major-|priority-set)/u;

export function timelineAnswer(language: Language): TimelinePage {
  const decided = stormDecisions.map((decision): TimelineEntry => {
    const { id, what, reason } = decisionRow(decision, language);
    const kind = turns.test(reason) ? 'incident' : 'decision';
    return entryOf({ id, at: rfc3339(decision.at), kind, what: reason, text: what, decision: id });
  });
  const hosts = stormAlerts.filter((alert) => alert.name === 'HostDown');
  const joined = entryOf({
    ...{ id: 'joined/1', at: rfc3339(at(160.8)), kind: 'alert', what: 'joined', alertCount: hosts.length },
    text: language === 'en' ? 'HostDown (srv-01) and 19 more alerts' : 'HostDown (srv-01) et 19 autres alertes',
    alerts: hosts.map((alert) => {
      return { id: `${alert.name}@${alert.ci}`, name: alert.name, ci: alert.ci, openedAt: rfc3339(alert.openedAt) };
    }),
  });
  const ticket = entryOf({
    ...{ id: 'VGK7.1', at: rfc3339(at(121.2)), kind: 'ticket', what: 'open' },
    text: language === 'en' ? 'Ticket D-2 (desk) opened' : 'Ticket D-2 (desk) ouvert',
    ticket: { sink: 'desk', key: 'VGK7', id: 'D-2' },
  });
  const items = [...decided, joined, ticket].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return TimelinePage.parse({ items, next: null });
}

export function impactAnswer(): ImpactGraph {
  return ImpactGraph.parse(impactGraph(major, graph, new Map()));
}

const coreDown = { ciName: 'sw-core-02', ciClass: 'switch', kind: 'reachability' } as const;

function backgroundAnswer(language: Language): BackgroundView {
  return {
    recurred: {
      ...{ nth: 4, withinMs: 30 * 86_400_000, name: failureName(coreDown, language) },
      problem: { id: problemId, number: 'PRB-2', state: 'proposed' },
    },
    seen: [
      {
        ...{ incident: 'I0871', number: 'I-871', like: 'failure', at: rfc3339(stormNow - 11 * 86_400_000) },
        ...{ tookMs: 48 * 60_000, by: 'Anna Petit', solution: 'Replaced fan tray 2 of module 3.' },
      },
    ],
  };
}

const problemId = 'PQ2M4XB3DAHZLCW2RNE6PZTVGK';

export function problemsAnswer(language: Language): ProblemPage {
  const days = [25, 18, 11].map((ago, index) => {
    return {
      incident: `I08${String(index)}1`,
      number: `I-8${String(index)}1`,
      at: rfc3339(stormNow - ago * 86_400_000),
    };
  });
  const times = { proposedAt: rfc3339(stormNow - 11 * 86_400_000), openedAt: null, closedAt: null };
  const core = { id: problemId, number: 'PRB-2', ci: 'sw-core-02', kind: 'reachability' } as const;
  const disk = { ciName: 'srv-10', ciClass: 'server', kind: 'capacity' } as const;
  const named = (failure: Parameters<typeof failureName>[0]): string => failureName(failure, language);
  return ProblemPage.parse({
    items: [
      { ...core, state: 'proposed', name: named(coreDown), ...times, by: null, count: 4, incidents: days, tickets: [] },
      {
        ...{ id: 'PRB1', number: 'PRB-1', ci: 'srv-10', kind: 'capacity', state: 'open', name: named(disk), count: 5 },
        ...{ ...times, openedAt: rfc3339(stormNow - 8 * 86_400_000), by: 'Anna Petit', incidents: days },
        tickets: [{ sink: 'glpi.problems', unit: 'problem', key: 'K', id: '18', url: null, state: 'live' }],
      },
    ],
    next: null,
  });
}

export function detailAnswer(language: Language, incident = major): IncidentDetail {
  const path = `/api/v1/incidents/${incident.id}`;
  const ticket = ticketAnswer(language);
  const { title = '', publicText = '', technicalText = '' } = ticket.operations[0] ?? {};
  return IncidentDetail.parse({
    ...rowAnswer(incident, language),
    background: backgroundAnswer(language),
    ...{ tickets: [ticket], life: lifeAnswer(incident), facts: incident, texts: { title, publicText, technicalText } },
    firstSteps: [...firstSteps(incident, language)],
    ...{ timeline: timelineAnswer(language), explained: decisionsAnswer(language) },
    links: {
      ...{ alerts: `${path}/alerts`, decisions: `${path}/decisions`, timeline: `${path}/timeline` },
      impact: `/api/v1/cmdb/impact?incident=${incident.id}`,
    },
  } satisfies z.input<typeof IncidentDetail>);
}

export function qualityAnswer(isFine: boolean): CmdbQuality {
  const items: CmdbQuality['items'] = [
    {
      ...{ kind: 'unmatched', severity: 'warning', at: 'backup-03.example.net', message: 'syslog, zabbix', alerts: 41 },
      fix: '- { id: backup-03, class: other, aliases: [backup-03.example.net] }',
      ...{ lastSeenAt: new Date(stormNow).toISOString(), incidents: [major.id] },
    },
    {
      ...{
        kind: 'dangling-reference',
        severity: 'error',
        at: 'relations[12].to',
        message: 'nothing has the id sw-core-2',
      },
      ...{ fix: 'did you mean sw-core-02?', alerts: 0, lastSeenAt: null, incidents: [] },
    },
    {
      ...{ kind: 'silent', severity: 'warning', at: 'ups-01', message: 'no source has spoken of it for 120 days' },
      ...{ fix: 'Watch it, or take it out if it is gone.', alerts: 0, lastSeenAt: null, incidents: [major.id] },
    },
  ];
  const shown = isFine ? [] : items;
  return { items: shown, total: shown.length, cis: 34, services: 4, alerts: 1_240, truncated: false };
}
