// A condition as short text: what 100,000 open alerts cost in memory and on disk. Names of members are left out, and what
// follows from the rest.
import type { Alert } from '../../domain/alert.ts';
import type { TextForm } from '../../domain/text-table.ts';
import { conditionKey, type Condition, type OpenEpisode } from './condition.ts';

type Packed = [
  ...[string, string, PackedAlert | null, PackedEpisode | null, Condition['ended'], Condition['changedAt']],
  ...[Condition['rate']?],
];

export const conditionText: TextForm<Condition> = {
  keyOf: ({ tenant, fingerprint }) => conditionKey(tenant, fingerprint),
  write: ({ tenant, fingerprint, open, ended, changedAt, rate }) => {
    const alert = open === null ? null : packAlert(open.alert);
    const episode = open === null ? null : packEpisode(open);
    const packed: Packed = [tenant, fingerprint, alert, episode, ended, changedAt];
    if (rate !== undefined) packed.push(rate);
    return JSON.stringify(packed);
  },
  read: (text) => {
    const [tenant, fingerprint, alert, episode, ended, changedAt, rate] = JSON.parse(text) as Packed;
    const isOpen = alert !== null && episode !== null;
    const open = isOpen ? unpackEpisode(episode, unpackAlert(alert, fingerprint)) : null;
    return { tenant, fingerprint, open, ended, changedAt, ...(rate === undefined ? {} : { rate }) };
  },
};

/** In the order of the text. `id` follows from fingerprint and opening; the fingerprint is the condition's. */
type PackedAlert = [
  ...[Alert['source'], Alert['sources'], string, Alert['severity'], Alert['effect'], string, string],
  ...[Alert['labels'], Alert['binding'], Alert['peerCi'], number, number, number, number],
  ...[Alert['clearedAt'], Alert['endedBy'], boolean, boolean, Alert['endsBy']],
  ...[Alert['category'], boolean, Alert['link'], (true | null)?, Alert['runbook']?],
];

function packAlert(alert: Alert): PackedAlert {
  const { source, sources, name, severity, effect, message, host, labels, binding, peerCi } = alert;
  const { openedAt, firstReceivedAt, lastSeenAt, count, clearedAt, endedBy, stale, flapping, endsBy } = alert;
  const { category, unknown, link } = alert;
  // prettier-ignore
  const packed: PackedAlert = [
    source, sources, name, severity, effect, message, host, labels, binding, peerCi,
    openedAt, firstReceivedAt, lastSeenAt, count, clearedAt, endedBy, stale, flapping, endsBy,
    category, unknown, link,
  ];
  if (alert.runbook !== undefined) packed.push(alert.everyday ?? null, alert.runbook);
  else if (alert.everyday === true) packed.push(true);
  return packed;
}

/** A literal with all members: an alert that was put together member by member would be a slow object. */
function unpackAlert(packed: PackedAlert, fingerprint: string): Alert {
  // prettier-ignore
  const [
    source, sources, name, severity, effect, message, host, labels, binding, peerCi,
    openedAt, firstReceivedAt, lastSeenAt, count, clearedAt, endedBy, stale, flapping, endsBy,
    category, unknown, link, everyday, runbook,
  ] = packed;
  const id = `${fingerprint}@${String(openedAt)}`;
  // prettier-ignore
  const alert: Alert = {
    id, fingerprint, source, sources, name, severity, effect, message, host, labels, binding, peerCi,
    openedAt, firstReceivedAt, lastSeenAt, count, clearedAt, endedBy, stale, flapping, endsBy,
    category, unknown, link,
  };
  if (everyday === true) alert.everyday = true;
  if (runbook !== undefined) alert.runbook = runbook;
  return alert;
}

type PackedEpisode = [
  ...[OpenEpisode['episode'], OpenEpisode['clock'], OpenEpisode['withinMs'], OpenEpisode['hints']],
  ...[OpenEpisode['peer'], OpenEpisode['flap'], OpenEpisode['olderClear']],
];

function packEpisode({ episode, clock, withinMs, hints, peer, flap, olderClear }: OpenEpisode): PackedEpisode {
  return [episode, clock, withinMs, hints, peer, flap, olderClear];
}

function unpackEpisode(packed: PackedEpisode, alert: Alert): OpenEpisode {
  const [episode, clock, withinMs, hints, peer, flap, olderClear] = packed;
  return { alert, episode, clock, withinMs, hints, peer, flap, olderClear };
}
