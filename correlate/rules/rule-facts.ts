// What a rule may ask about: the alert, its CI, the services on it, tenant and local time, as CEL reads them.
import type { CelInput } from '@bufbuild/cel';
import type { Alert } from '../../domain/alert.ts';
import { wallTime } from '../../domain/zoned-time.ts';
import type { CmdbGraph } from '../cmdb/graph.ts';

export type RuleFacts = Readonly<Record<string, CelInput>>;

export interface FactsQuestion {
  readonly alert: Alert;
  readonly graph: CmdbGraph;
  readonly tenant: string;
  /** Logical time, epoch ms. */
  readonly at: number;
  readonly timezone: string;
}

const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

/** Strings, booleans and integers only; an alert without a CI has `ci.known` false and empty texts. */
export function factsOf({ alert, graph, tenant, at, timezone }: FactsQuestion): RuleFacts {
  const ci = alert.binding === null ? undefined : graph.ci(alert.binding.ci);
  const wall = wallTime(at, timezone);
  return {
    alert: new Map<string, CelInput>([
      ['name', alert.name],
      ['severity', alert.severity],
      ['effect', alert.effect],
      ['message', alert.message],
      ['host', alert.host],
      ['source', alert.source],
      ['category', alert.category ?? ''],
      ['unknown', alert.unknown],
      ['labels', new Map(Object.entries(alert.labels))],
    ]),
    ci: new Map<string, CelInput>([
      ['known', ci !== undefined],
      ['id', ci?.id ?? ''],
      ['name', ci?.name ?? ci?.id ?? ''],
      ['class', ci?.class ?? ''],
      ['site', ci?.site ?? ''],
      ['criticality', ci?.criticality ?? ''],
      ['owner', ci?.owner ?? ''],
      ['environment', ci?.environment ?? ''],
    ]),
    services: ci === undefined ? [] : graph.servicesOf(ci.id).map((service) => service.id),
    tenant,
    time: new Map<string, CelInput>([
      ['hour', BigInt(wall.hour)],
      ['minute', BigInt(wall.minute)],
      ['weekday', weekdays[wall.weekday] ?? ''],
    ]),
  };
}

/** Members by name, for checks before anything happens; a list where there are no members. */
export const knownFacts: Readonly<Record<string, readonly string[]>> = {
  alert: ['name', 'severity', 'effect', 'message', 'host', 'source', 'category', 'unknown', 'labels'],
  ci: ['known', 'id', 'name', 'class', 'site', 'criticality', 'owner', 'environment'],
  time: ['hour', 'minute', 'weekday'],
  services: [],
  tenant: [],
};
