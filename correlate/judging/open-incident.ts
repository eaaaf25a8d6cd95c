// A situation gets its incident: a new one, the same one again if it returned soon, or a new one linked to the old.
import type { Incident } from '../../domain/incident.ts';
import { priorityFor, type Assessment } from './assess-situation.ts';
import { returnKey } from './close-situation.ts';
import { factsOf, newHeader } from './incident-header.ts';
import type { Promotion } from './promote-situation.ts';
import type { Scene } from './scene.ts';
import { situationView } from './situation-view.ts';
import { leaveStorm } from './storm/leave-storm.ts';
import type { IncidentRow, ResolvedRow, SituationRow } from './working-rows.ts';

type Promote = Extract<Promotion, { step: 'promote' }>;

export function openIncident(
  scene: Scene,
  situation: SituationRow,
  assessed: Assessment,
  promotion: Promote,
): IncidentRow {
  const isPart = situation.splitFrom !== undefined || situation.gathered !== undefined;
  const old = isPart ? undefined : findResolved(scene, situation);
  const row =
    old !== undefined && scene.now - old.resolvedAt <= scene.policy.resolve.reopenMs
      ? reopen(scene, situation, assessed, old)
      : undefined;
  const opened = row ?? openNew(scene, { situation, assessed, promotion, old });
  situation.incident = opened.header.id;
  leaveStorm(scene, situation);
  scene.state.touch(situation);
  scene.state.incidents.put(opened.header.id, opened);
  scene.verdicts.situationChanged(situationView(situation, null));
  return opened;
}

/** It is no new incident, but one that returned soon. */
export function isReturn(scene: Scene, situation: SituationRow): boolean {
  const old = situation.splitFrom === undefined ? findResolved(scene, situation) : undefined;
  return old !== undefined && scene.now - old.resolvedAt <= scene.policy.resolve.reopenMs;
}

/** The resolved incident that said the same about the same CI, if any. */
function findResolved(scene: Scene, situation: SituationRow): ResolvedRow | undefined {
  for (const presence of [...scene.state.presencesOf(situation.id)].sort(
    (a, b) => a.firstAt - b.firstAt || (a.place < b.place ? -1 : 1),
  )) {
    for (const quote of presence.quotes) {
      const found = scene.state.resolvedBy(returnKey(presence.place, quote.name));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

interface Opening {
  readonly situation: SituationRow;
  readonly assessed: Assessment;
  readonly promotion: Promote;
  readonly old: ResolvedRow | undefined;
}

function openNew(scene: Scene, { situation, assessed, promotion, old }: Opening): IncidentRow {
  const whole = wholeOf(scene, situation);
  const header: Readonly<Incident> = {
    ...newHeader(scene, situation, assessed),
    continues: old?.incident ?? null,
    ...(whole === undefined ? {} : { splitFrom: partOf(whole, situation) }),
  };
  const subject = { type: 'incident' as const, id: header.id };
  scene.verdicts.incidentChanged(header, 'opened', {
    subject,
    outcome: `${header.number} P${String(header.priority)}`,
    reason: 'incident-opened',
    evidence: {
      why: promotion.why,
      alert: situation.firstAlert,
      severity: promotion.severity,
      holdMs: promotion.holdMs,
      service: promotion.service,
    },
  });
  if (old !== undefined) {
    scene.verdicts.incidentChanged(header, 'opened', {
      subject,
      outcome: `continues ${old.number}`,
      reason: 'incident-linked',
      evidence: {
        older: old.incident,
        olderNumber: old.number,
        resolvedAt: old.resolvedAt,
        reopenMs: scene.policy.resolve.reopenMs,
      },
    });
  }
  if (whole !== undefined) linkParts(scene, { whole, part: header, gathered: situation.gathered });
  return { header, touchedByPerson: false, everDown: [], calmSince: null, lowerSince: null };
}

/** What a part says of its whole. */
function partOf({ header }: IncidentRow, { gathered, splitFrom }: SituationRow): NonNullable<Incident['splitFrom']> {
  return {
    ...{ incident: header.id, number: header.number },
    ...(gathered === undefined ? {} : { storm: true as const }),
    ...(splitFrom?.by === undefined ? {} : { by: splitFrom.by }),
  };
}

/** The incident that it was split out of, or that gathered it, while it lives. */
function wholeOf(scene: Scene, { splitFrom, gathered }: SituationRow): IncidentRow | undefined {
  if (gathered !== undefined) return scene.state.incidents.get(gathered.incident);
  const whole = scene.state.current(splitFrom?.situation ?? '')?.incident ?? splitFrom?.incident ?? '';
  return scene.state.incidents.get(whole);
}

interface Parting {
  readonly whole: IncidentRow;
  readonly part: Incident;
  /** It was gathered in a storm. */
  readonly gathered: SituationRow['gathered'];
}

/** A storm may fall into many. */
const mostParts = 200;

/** Both name each other. */
function linkParts(scene: Scene, { whole, part, gathered }: Parting): void {
  const { id, number } = part;
  const splitInto = [...(whole.header.splitInto ?? []), { incident: id, number }].slice(-mostParts);
  whole.header = { ...whole.header, splitInto };
  scene.state.incidents.put(whole.header.id, whole);
  const named = {
    ...{ whole: whole.header.id, wholeNumber: whole.header.number, part: id, partNumber: number },
    ...(part.splitFrom?.by === undefined ? {} : { by: part.splitFrom.by }),
  };
  const said =
    gathered === undefined
      ? { reason: 'incident-split' as const, evidence: named }
      : {
          reason: 'storm-split-out' as const,
          evidence: { ...named, why: gathered.release ?? 'urgent', calmMs: scene.policy.storm.calmMs },
        };
  const subjectOf = (of: Incident) => ({ type: 'incident' as const, id: of.id });
  scene.verdicts.incidentChanged(part, 'split', {
    ...{ subject: subjectOf(part), outcome: `split from ${whole.header.number}` },
    ...said,
  });
  scene.verdicts.incidentChanged(whole.header, 'split', {
    ...{ subject: subjectOf(whole.header), outcome: `${number} split out` },
    ...said,
  });
}

function reopen(
  scene: Scene,
  situation: SituationRow,
  assessed: Assessment,
  old: ResolvedRow,
): IncidentRow | undefined {
  const row = scene.state.incidents.get(old.incident);
  if (row === undefined) return undefined;
  scene.state.dropResolved(old);
  scene.state.timers.set(`resolved/${old.incident}`, null);
  const { crowd: _wasOver, ...lasting } = row.header;
  const { openedAt, firstAlertAt } = lasting;
  const { priority, cap: priorityCap } = priorityFor(assessed, lasting.major);
  delete row.reports;
  row.header = {
    ...lasting,
    ...factsOf(scene, situation, assessed),
    openedAt,
    firstAlertAt,
    state: 'open',
    resolvedAt: null,
    resolvedBy: null,
    ...(row.ruledPriority === undefined ? { priority, priorityCap } : {}),
  };
  scene.verdicts.incidentChanged(row.header, 'reopened', {
    subject: { type: 'incident', id: old.incident },
    outcome: 'reopened',
    reason: 'incident-reopened',
    evidence: { alert: situation.firstAlert, resolvedAt: old.resolvedAt, withinMs: scene.policy.resolve.reopenMs },
  });
  return row;
}
