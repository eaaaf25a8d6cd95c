import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deliveryKind } from '../../domain/event.ts';
import type { Delivery } from '../../domain/event.ts';
import type { LogRecord } from '../../domain/record.ts';
import { RecordedDoor } from './recorded-door.ts';
import { readRecording } from './recording.ts';
import type { TimedLine } from './recording.ts';

const storm = new URL('../../tests/fixtures/storm/storm-15min.ndjson', import.meta.url).pathname;
const mark = '{"t_ms":0,"source":"mark","started_at":"2026-11-23T19:00:00Z"}';
const startMs = Date.UTC(2026, 10, 23, 19);

async function linesOf(text: string, start: number | null = null): Promise<TimedLine[]> {
  const path = join(mkdtempSync(join(tmpdir(), 'vigie-recording-')), 'r.ndjson');
  writeFileSync(path, text);
  return Array.fromAsync(readRecording({ path, startMs: start }));
}

const door = (): RecordedDoor => new RecordedDoor({ tenant: 'default', timezone: 'UTC' });
const eventsOf = (records: readonly LogRecord[]): Delivery['events'] =>
  records.filter(({ kind }) => kind === deliveryKind).flatMap(({ body }) => (body as Delivery).events);

describe('time', () => {
  test('is that of the first mark plus t_ms, and never goes back', async () => {
    const syslog = (t: number): string => `{"t_ms":${t},"source":"syslog","transport":"udp","text":"<13>a"}`;
    const lines = await linesOf([mark, syslog(50), '', syslog(20), syslog(70.4)].join('\n'));
    expect(lines.map(({ receivedAt }) => receivedAt - startMs)).toEqual([0, 50, 50, 70]);
  });

  test('without a mark it must be told', async () => {
    const line = '{"t_ms":5,"source":"syslog","transport":"udp","text":"<13>a"}';
    await expect(linesOf(line)).rejects.toMatchObject({ code: 'recording-without-start' });
    expect((await linesOf(line, startMs))[0]?.receivedAt).toBe(startMs + 5);
  });
});

describe('a broken line is named', () => {
  test.each([
    ['nonsense', /r\.ndjson:2: not a JSON object$/],
    ['{"t_ms":1,"source":"nagios"}', /r\.ndjson:2: source: .*"nagios" is none of prometheus, alertmanager, /],
    ['{"t_ms":-1,"source":"mark"}', /r\.ndjson:2: t_ms: /],
    ['{"t_ms":1,"source":"zabbix","request":{}}', /r\.ndjson:2: request\.body: /],
    ['{"t_ms":1,"source":"syslog","transport":"udp","base64":"***"}', /r\.ndjson:2: base64: /],
    ['[]', /r\.ndjson:2: line: |r\.ndjson:2: source: /],
  ])('%s', async (line, message) => {
    await expect(linesOf(`${mark}\n${line}`)).rejects.toMatchObject({
      code: 'recording-invalid',
      message: expect.stringMatching(message) as string,
    });
  });

  test('a missing file', async () => {
    await expect(Array.fromAsync(readRecording({ path: '/nowhere', startMs: 0 }))).rejects.toMatchObject({
      code: 'file-missing',
    });
  });
});

describe('the recorded door', () => {
  test('reads each source with its default profile', async () => {
    const generic = JSON.stringify({
      host: 'a',
      check: 'disk',
      state: 'problem',
      severity: 'high',
      message: 'm',
      at: '2026-11-23T19:00:01Z',
    });
    const lines = await linesOf(
      [
        mark,
        JSON.stringify({
          t_ms: 1000,
          source: 'generic',
          request: { body: generic, path: '/else', headers: { x: 1 } },
          extra: 1,
        }),
        JSON.stringify({ t_ms: 2000, source: 'generic', request: { body: '{' } }),
        JSON.stringify({
          t_ms: 3000,
          source: 'syslog',
          transport: 'udp',
          text: '<3>Nov 23 19:00:03 web app: broken',
          peer: '192.0.2.7',
        }),
      ].join('\n'),
    );
    const recorded = door();
    const taken = lines.map((line) => recorded.take(line));
    expect(eventsOf(taken[1]?.events ?? [])).toMatchObject([
      { name: 'disk', host: 'a', state: 'problem', severity: 'high' },
    ]);
    expect(taken[2]?.events).toEqual([]);
    expect(taken[2]?.deadLetters).toMatchObject([{ kind: 'rejected', body: { source: 'generic', raw: '{' } }]);
    expect(eventsOf(taken[3]?.events ?? [])).toMatchObject([{ host: 'web', state: 'problem' }]);
  });

  test('takes a body that the recorder has parsed, and a generic event in the line itself', async () => {
    const event = { host: 'a', check: 'disk', state: 'problem', severity: 'high', message: 'm' };
    const lines = await linesOf(
      [
        mark,
        JSON.stringify({ t_ms: 1, source: 'generic', request: { body: [event] } }),
        JSON.stringify({ t_ms: 2, source: 'generic', ...event }),
      ].join('\n'),
    );
    const recorded = door();
    const told = lines.flatMap((line) => eventsOf(recorded.take(line).events));
    expect(told).toMatchObject([{ name: 'disk' }, { name: 'disk' }]);
    expect(told[0]?.fingerprint).toBe(told[1]?.fingerprint);
  });

  test('puts TCP chunks together, per connection', async () => {
    const tcp = (conn: number, part: object): string =>
      JSON.stringify({ t_ms: 1, source: 'syslog', transport: 'tcp', conn, ...part });
    const lines = await linesOf(
      [
        mark,
        tcp(1, { event: 'open' }),
        tcp(1, { text: '<3>Nov 23 19:00:00 web app: fir' }),
        tcp(2, { base64: Buffer.from('<3>Nov 23 19:00:00 db app: second\n').toString('base64') }),
        tcp(1, { text: 'st\n' }),
        tcp(1, { event: 'close' }),
      ].join('\n'),
    );
    const recorded = door();
    const hosts = lines.map((line) => eventsOf(recorded.take(line).events).map(({ host }) => host));
    expect(hosts).toEqual([[], [], [], ['db'], ['web'], []]);
  });

  test('the storm leaves no dead letter, and the same records twice', async () => {
    const run = async (): Promise<LogRecord[]> => {
      const recorded = door();
      const records: LogRecord[] = [];
      for await (const line of readRecording({ path: storm, startMs: null })) {
        const { events, deadLetters, unmatched } = recorded.take(line);
        records.push(...events, ...unmatched);
        expect(deadLetters).toEqual([]);
      }
      return records;
    };
    const first = await run();
    expect(eventsOf(first).length).toBeGreaterThan(1000);
    expect(JSON.stringify(await run())).toBe(JSON.stringify(first));
  });
});
