// Turns the CMDB's relations into edges between CIs and services: groups expanded, replication told apart.
import type { Cmdb, RedundancyGroup, Relation } from '../../domain/cmdb.ts';

export type RelationKind = 'functional' | 'hosting';

/** `from` depends on `to`; both are CIs or services, never groups. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly type: Relation['type'];
  /** depends_on is functional; all other types say where a thing runs, hangs or draws its power. */
  readonly kind: RelationKind;
  /** The group that the relation named as its target: redundancy holds while `needs` of its members are up. */
  readonly group: string | null;
  /** Between two members of one group: counts for cause, not for availability. */
  readonly replication: boolean;
}

export interface Membership {
  /** Groups in file order; members added by `member_of` relations included. */
  readonly groups: ReadonlyMap<string, RedundancyGroup>;
  readonly groupsOf: ReadonlyMap<string, readonly string[]>;
}

function kindOf(type: Relation['type']): RelationKind {
  return type === 'depends_on' ? 'functional' : 'hosting';
}

/** A CI or service that is `member_of` a group joins it; it does not depend on its fellows. */
function isMembership(relation: Relation, groups: ReadonlyMap<string, unknown>, nodes: ReadonlySet<string>): boolean {
  return (
    relation.type === 'member_of' && groups.has(relation.to) && !nodes.has(relation.to) && nodes.has(relation.from)
  );
}

/** Group members as CIs and services: groups inside groups are flattened, unknown members left out. */
function flatten(
  id: string,
  direct: ReadonlyMap<string, ReadonlySet<string>>,
  nodes: ReadonlySet<string>,
): Set<string> {
  const members = new Set<string>();
  const seen = new Set<string>([id]);
  const visit = (group: string): void => {
    for (const member of direct.get(group) ?? []) {
      if (nodes.has(member)) members.add(member);
      else if (!seen.has(member)) {
        seen.add(member);
        visit(member);
      }
    }
  };
  visit(id);
  return members;
}

export function buildMembership(cmdb: Cmdb, nodes: ReadonlySet<string>): Membership {
  const direct = new Map<string, Set<string>>();
  for (const group of cmdb.groups) if (!direct.has(group.id)) direct.set(group.id, new Set(group.members));
  for (const relation of cmdb.relations) {
    if (isMembership(relation, direct, nodes)) direct.get(relation.to)?.add(relation.from);
  }
  const groups = new Map<string, RedundancyGroup>();
  const groupsOf = new Map<string, string[]>();
  for (const group of cmdb.groups) {
    if (groups.has(group.id)) continue;
    const members = [...flatten(group.id, direct, nodes)];
    groups.set(group.id, { ...group, members });
    for (const member of members) appendTo(groupsOf, member, group.id);
  }
  return { groups, groupsOf };
}

export interface Expansion {
  readonly edges: readonly Edge[];
  /** Relations with an end that nothing is called; skipped. */
  readonly dangling: readonly Relation[];
}

export function expandRelations(cmdb: Cmdb, nodes: ReadonlySet<string>, membership: Membership): Expansion {
  const edges = new Map<string, Edge>();
  const dangling: Relation[] = [];
  const endsOf = (id: string): readonly string[] | undefined =>
    nodes.has(id) ? [id] : membership.groups.get(id)?.members;
  for (const relation of cmdb.relations) {
    const froms = endsOf(relation.from);
    const tos = endsOf(relation.to);
    if (froms === undefined || tos === undefined) dangling.push(relation);
    else if (!isMembership(relation, membership.groups, nodes)) {
      const kept = { type: relation.type, group: nodes.has(relation.to) ? null : relation.to };
      for (const edge of crossEnds(froms, tos, kept)) putEdge(edges, edge, membership);
    }
  }
  return { edges: [...edges.values()], dangling };
}

type BareEdge = Pick<Edge, 'from' | 'to' | 'type' | 'group'>;

function* crossEnds(
  froms: readonly string[],
  tos: readonly string[],
  kept: Pick<Edge, 'type' | 'group'>,
): Generator<BareEdge> {
  for (const from of froms) for (const to of tos) if (from !== to) yield { from, to, ...kept };
}

function putEdge(edges: Map<string, Edge>, bare: BareEdge, { groupsOf }: Membership): void {
  const key = JSON.stringify([bare.from, bare.to, bare.type, bare.group]);
  if (edges.has(key)) return;
  const replication = shareGroup(groupsOf.get(bare.from), groupsOf.get(bare.to));
  edges.set(key, { ...bare, kind: kindOf(bare.type), replication });
}

function shareGroup(some: readonly string[] | undefined, others: readonly string[] | undefined): boolean {
  return some !== undefined && others !== undefined && some.some((group) => others.includes(group));
}

/** Adds to the list that a map holds under a key. */
export function appendTo<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
