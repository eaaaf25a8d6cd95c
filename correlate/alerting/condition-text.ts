// A condition as short text: what 100,000 open alerts cost in memory and on disk. Names of members are left out, and what
// follows from the rest.
import type { Alert } from '../../domain/alert.ts';
import type { TextForm } from '../../domain/text-table.ts';
import { conditionKey, type Condition, type OpenEpisode } from './condition.ts';

/** `id` follows from fingerprint and opening, `fingerprint` is the condition's. */
type Followed = 'id' | 'fingerprint';

/** In the order of the text; `true` for each, so that a member that is missing here does not compile. */
const alertMembers = membersOf<Omit<Alert, Followed>>({
  source: true,
  sources: true,
  name: true,
  severity: true,
  effect: true,
  message: true,
  host: true,
  labels: true,
  binding: true,
  peerCi: true,
  openedAt: true,
  firstReceivedAt: true,
  lastSeenAt: true,
  count: true,
  clearedAt: true,
  endedBy: true,
  stale: true,
  flapping: true,
  endsBy: true,
  category: true,
  unknown: true,
  link: true,
});

const openMembers = membersOf<Omit<OpenEpisode, 'alert'>>({
  episode: true,
  clock: true,
  withinMs: true,
  hints: true,
  peer: true,
  flap: true,
  olderClear: true,
});

type Packed = [string, string, unknown[] | null, Condition['ended'], Condition['changedAt']];

export const conditionText: TextForm<Condition> = {
  keyOf: ({ tenant, fingerprint }) => conditionKey(tenant, fingerprint),
  write: ({ tenant, fingerprint, open, ended, changedAt }) => {
    const packed = open === null ? null : [...valuesOf(open.alert, alertMembers), ...valuesOf(open, openMembers)];
    return JSON.stringify([tenant, fingerprint, packed, ended, changedAt] satisfies Packed);
  },
  read: (text) => {
    const [tenant, fingerprint, packed, ended, changedAt] = JSON.parse(text) as Packed;
    return { tenant, fingerprint, open: packed === null ? null : openOf(packed, fingerprint), ended, changedAt };
  },
};

function openOf(packed: readonly unknown[], fingerprint: string): OpenEpisode {
  const told = objectOf<Omit<Alert, Followed>>(packed, alertMembers, 0);
  const alert: Alert = { id: `${fingerprint}@${String(told.openedAt)}`, fingerprint, ...told };
  return { alert, ...objectOf<Omit<OpenEpisode, 'alert'>>(packed, openMembers, alertMembers.length) };
}

function membersOf<T>(members: Readonly<Record<keyof T & string, true>>): readonly (keyof T & string)[] {
  return Object.keys(members) as (keyof T & string)[];
}

function valuesOf<T>(from: T, members: readonly (keyof T)[]): unknown[] {
  return members.map((member) => from[member]);
}

function objectOf<T>(values: readonly unknown[], members: readonly (keyof T & string)[], start: number): T {
  const made: Record<string, unknown> = {};
  for (let at = 0; at < members.length; at += 1) made[members[at] as string] = values[start + at];
  return made as T;
}
