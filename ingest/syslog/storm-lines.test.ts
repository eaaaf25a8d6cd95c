import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../domain/event.ts';
import { loadProfiles } from '../profiles/builtin-packs.ts';
import type { Read, SyslogDecoder } from '../source.ts';
import { createSyslogDecoder } from './decoder.ts';

/** What a network operations centre should see of each line of the recorded outage: class → how many lines. */
const classes: readonly [told: string, lines: number][] = [
  // the cause announces itself, then goes; its module comes back, its fan and its heat end by silence
  ['problem warning at-risk quiet cisco/temperature-minor', 1],
  ['problem high at-risk quiet cisco/temperature-major', 1],
  ['problem critical degraded clear cisco/module-down', 1],
  ['problem high degraded quiet cisco/fan-stopped', 1],
  ['clear cisco/module-online', 1],
  // six access switches lose both uplinks (two of them twice more), their bundle and their routing neighbour
  ['problem high degraded clear cisco/uplink-down', 32],
  ['clear cisco/interface-up', 26],
  ['problem high degraded quiet cisco/bundle-without-members', 6],
  ['problem high degraded clear cisco/ospf-down', 6],
  ['clear cisco/ospf-full', 6],
  // the firewall its failover link
  ['problem high degraded clear cisco/failover-link-lost', 1],
  ['info cisco/failover-link-tested', 1],
  ['clear cisco/failover-link-back', 1],
  // what stands behind them
  ['problem high down clear haproxy/server-down', 3],
  ['clear haproxy/server-up', 3],
  ['problem high degraded quiet postgresql/primary-unreachable', 40],
  ['problem high degraded quiet linux/nfs-timed-out', 17],
  ['problem warning at-risk quiet unknown', 586],
  // the log server's own trouble
  ['problem warning at-risk quiet linux/forwarding-suspended', 1],
  // worth knowing, never an incident
  ['info cisco/denied', 70],
  ['info cisco/login', 71],
  ['info cisco/mac-moved', 36],
  ['info cisco/root-changed', 6],
  ['info sshd/failed-login', 87],
  ['info sshd/login', 122],
  // counted only
  ['ignored', 514],
  ['unmatched info', 325],
  ['unmatched warning', 235],
];

interface Recorded {
  readonly t_ms: number;
  readonly source: string;
  readonly transport: 'udp' | 'tcp';
  readonly text?: string;
  readonly base64?: string;
  readonly conn?: number;
  readonly event?: string;
  readonly peer?: string;
  readonly started_at?: string;
}

const recording = readFileSync(new URL('../../tests/fixtures/storm/storm-15min.ndjson', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Recorded);
const startedAt = Date.parse(recording.find(({ started_at: at }) => at !== undefined)?.started_at ?? '');

function readOf(decoder: SyslogDecoder, record: Recorded): Read | null {
  const at = startedAt + record.t_ms;
  const conn = String(record.conn);
  if (record.event === 'open') return null;
  if (record.event === 'close') return decoder.close(conn, at);
  const bytes = record.base64 === undefined ? Buffer.from(record.text ?? '') : Buffer.from(record.base64, 'base64');
  const peer = record.peer ?? null;
  return record.transport === 'tcp' ? decoder.chunk(conn, bytes, peer, at) : decoder.datagram(bytes, peer, at);
}

function replay(): Read[] {
  const decoder = createSyslogDecoder({ profiles: loadProfiles(), timezone: 'UTC' });
  const records = recording.filter(({ source }) => source === 'syslog');
  return records.map((record) => readOf(decoder, record)).filter((read) => read !== null);
}

const reads = replay();
const events: readonly Event[] = reads.flatMap((read) => read.events);

function classOf(event: Event): string {
  const profile = event.labels['profile'] ?? '';
  return event.state === 'problem'
    ? `problem ${event.severity} ${event.effect} ${event.ending.by} ${profile}`
    : `${event.state} ${profile}`;
}

function count(words: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

describe('the syslog of the recorded outage', () => {
  it('gives every line the class that an operator expects', () => {
    const ignored = reads.reduce((sum, read) => sum + (read.ignored ?? 0), 0);
    const unmatched = reads.flatMap((read) => read.unmatched.map(({ severity }) => `unmatched ${severity}`));
    const told = [...events.map(classOf), ...unmatched, ...Array<string>(ignored).fill('ignored')];
    expect(count(told)).toEqual(Object.fromEntries(classes.toSorted(([a], [b]) => (a < b ? -1 : 1))));
    expect(reads.flatMap((read) => read.rejected)).toEqual([]);
  });

  it('tells the core switch, which names no host, by its address', () => {
    const core = events.filter(({ host }) => host === '198.51.100.1');
    expect(core.map(({ name }) => name.split(' ')[0])).toEqual([
      '%PLATFORM-3-MOD_TEMPMINALRM',
      '%PLATFORM-2-MOD_TEMPMAJALRM',
      '%MODULE-2-MOD_MAJORSWFAULT',
      '%PLATFORM-2-PFM_ALERT',
      '%MODULE-5-MOD_OK',
    ]);
    expect(core.every(({ hints }) => hints?.[0] === '198.51.100.1')).toBe(true);
  });

  it('leaves no condition open that a message of the recording ends', () => {
    const open = new Map<string, string>();
    for (const event of events) {
      if (event.state === 'problem' && event.ending.by === 'clear') open.set(event.fingerprint, event.name);
      if (event.state === 'clear') open.delete(event.fingerprint);
    }
    expect([...open.values()]).toEqual([]);
  });

  it('clears nothing that was never opened', () => {
    const opened = new Set(events.filter(({ state }) => state === 'problem').map(({ fingerprint }) => fingerprint));
    expect(events.filter(({ state, fingerprint }) => state === 'clear' && !opened.has(fingerprint))).toEqual([]);
  });

  it('makes few conditions of many lines', () => {
    const problems = events.filter(({ state }) => state === 'problem');
    const known = new Set(problems.filter(({ unknown }) => unknown !== true).map(({ fingerprint }) => fingerprint));
    const unknown = new Set(problems.filter(({ unknown }) => unknown === true).map(({ fingerprint }) => fingerprint));
    expect(problems).toHaveLength(696);
    expect({ known: known.size, unknown: unknown.size }).toEqual({ known: 44, unknown: 79 });
  });

  it('never lets a clock that is off put a cause before its time', () => {
    const onset = startedAt + 119_000;
    const links = events.filter(({ labels }) => labels['profile'] === 'cisco/uplink-down');
    expect(links.every(({ occurredAt }) => occurredAt > onset)).toBe(true);
    const wrong = links.filter(({ host }) => host === 'sw-acc-03' || host === 'sw-acc-05');
    expect(wrong.every(({ clock }) => clock !== 'trusted')).toBe(true);
    const late = events.filter(
      ({ occurredAt, clock }) => clock === 'trusted' && occurredAt < startedAt + 130_000 && occurredAt > onset,
    );
    expect(late.some(({ host }) => host === 'srv-09')).toBe(true);
  });

  it('is the same twice', () => {
    expect(replay()).toEqual(reads);
  });
});
