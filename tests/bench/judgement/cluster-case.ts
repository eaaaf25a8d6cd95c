// One itbench case as a CMDB and events: workloads of the public call graph, applied objects as changes, alerts all at once.
import { z } from 'zod';
import { cell, type Columns } from './dataset-folder.ts';
import { familyOf, isApplied, mentionedIn, stemOf } from './cluster-names.ts';
import type { ToldCmdb, ToldEvent } from './story.ts';

/** `root_cause` and the order of the lists are truth, descriptions state causes: not read, or sorted away. */
export const ClusterCase = z.object({
  case_id: z.string(),
  application: z.array(z.string()),
  cis: z.array(z.object({ id: z.string(), kind: z.string(), namespace: z.string().nullish() })),
  alerts: z.array(z.object({ name: z.string(), ci: z.string().nullable() })),
  truth_root_ci: z.array(z.string()),
  truth_aliases: z.array(z.array(z.string())),
  truth_propagation: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type ClusterCase = z.infer<typeof ClusterCase>;

export interface ToldCase {
  readonly cmdb: ToldCmdb;
  readonly events: readonly ToldEvent[];
  /** The CI of the told CMDB that an id of the case stands for. */
  readonly ciOf: (id: string) => string;
}

/** Shortly before, as a change feed tells. */
const changedBeforeMs = 5 * 60_000;

export function tellCase(one: ClusterCase, topology: readonly Columns[], at: number): ToldCase {
  const calls = topology.filter((row) => one.application.includes(cell(row, 'application')));
  const objects = one.cis
    .filter(({ kind }) => isApplied(kind))
    .map(({ id }) => id)
    .sort();
  const kinds = new Map(one.cis.map(({ id, kind }) => [id, kind]));
  const isPart = (name: string): boolean =>
    objects.includes(name) && appliesTo(name, kinds.get(name) ?? '', stems).length < stems.size;
  const inCase = (name: string): string => `${one.case_id}/${name}`;
  const ciOf = (id: string): string => inCase(objects.includes(id) ? id : stemOf(id));
  const stems = new Set([
    ...calls.flatMap((row) => [stemOf(cell(row, 'caller')), stemOf(cell(row, 'callee'))]),
    ...one.cis.filter(({ kind }) => !isApplied(kind)).map(({ id }) => stemOf(id)),
    ...one.alerts.flatMap(({ ci }) => (ci === null || objects.includes(ci) ? [] : [stemOf(ci)])),
  ]);
  const dependencies = [
    ...calls.map((row) => [stemOf(cell(row, 'caller')), stemOf(cell(row, 'callee'))] as const),
    ...objects.flatMap((object) =>
      appliesTo(object, kinds.get(object) ?? '', stems).map((stem) => [stem, object] as const),
    ),
    ...schedules(objects),
  ];
  const cmdb = {
    cis: [...[...stems].sort(), ...objects].map((name) => ({
      id: inCase(name),
      class: objects.includes(name) ? 'other' : 'container',
    })),
    services: [...stems].sort().map((stem) => ({ id: `service ${inCase(stem)}`, name: stem, users: 10 })),
    relations: [
      ...dependencies.map(([from, to]) => ({
        from: inCase(from),
        to: inCase(to),
        // What is applied to a workload of its name is a part of it.
        type: isPart(to) ? 'member_of' : 'depends_on',
      })),
      ...[...stems].sort().map((stem) => ({ from: `service ${inCase(stem)}`, to: inCase(stem), type: 'depends_on' })),
    ],
  };
  return { cmdb, ciOf, events: [...objects.map(changeOf), ...alertsOf()] };

  function changeOf(object: string): ToldEvent {
    const host = inCase(object);
    return {
      at: at - changedBeforeMs,
      host,
      check: 'change',
      state: 'info',
      severity: 'info',
      message: `${object} applied`,
    };
  }

  function alertsOf(): ToldEvent[] {
    const told = one.alerts.map(({ name, ci }): ToldEvent => {
      const host = ci === null ? inCase('unnamed') : ciOf(ci);
      return { at, host, check: name, state: 'problem', severity: 'high', message: name };
    });
    return told.sort((a, b) => (`${a.host} ${a.check}` < `${b.host} ${b.check}` ? -1 : 1));
  }
}

/** What an applied object acts on: the workloads of its name; a namespace, or a name that mentions none: all of them. */
function appliesTo(object: string, kind: string, stems: ReadonlySet<string>): readonly string[] {
  if (kind === 'Namespace') return [...stems].sort();
  const own = stemOf(object);
  if (stems.has(own)) return [own];
  const mentioned = mentionedIn(object, stems);
  return mentioned.length > 0 ? mentioned : [...stems].sort();
}

function schedules(objects: readonly string[]): (readonly [string, string])[] {
  const made = objects.filter((object) => !object.includes('schedule'));
  const schedule = objects.filter((object) => object.includes('schedule'));
  return made.flatMap((object) =>
    schedule.filter((each) => familyOf(each) === familyOf(object)).map((each) => [object, each] as const),
  );
}
