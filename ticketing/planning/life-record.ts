// The record that tells how far an incident has come in its life.
import { hexId } from '../../domain/identity.ts';
import { incidentLifeKind } from '../../domain/incident-life.ts';
import type { IncidentLife } from '../../domain/incident-life.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import type { PlannedPlace } from './planned-record.ts';

export function lifeRecord(body: IncidentLife, { because, tenant, at }: PlannedPlace): Outgoing {
  const key = body.incident;
  const id = hexId(incidentLifeKind, because, key);
  const time = { occurredAt: at, receivedAt: at };
  return { stream: 'tickets', record: { v: 1, id, tenant, key, kind: incidentLifeKind, ...time, body } };
}
