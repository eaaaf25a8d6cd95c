import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { AdapterError, ConfigError } from '../../domain/errors.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { SyslogSettings } from '../../ingest/syslog/syslog-settings.ts';
import { lineOf } from '../log/record-line.ts';
import { SyslogDoor } from './door-link.ts';
import type { DoorParts } from './door-link.ts';
import type { DoorSettings } from './door-protocol.ts';
import { faultTold, tellFault } from './told-fault.ts';

const down = '<189>Nov 24 08:15:00 sw-core-02 123: %LINK-3-UPDOWN: Interface Gi1/0/24, changed state to down';

function settingsOf(over: object = {}): DoorSettings {
  const settings = SyslogSettings.parse({ type: 'syslog', tcp: '127.0.0.1:0', udp: false, ...over });
  return { name: 'syslog', tenant: 'default', settings, timezone: 'UTC', partitions: 1 };
}

/** A log that refuses as often as told, and whatever was appended to it. */
function fakeLog(refusals: readonly Error[] = []): Pick<DoorParts, 'append'> & {
  stored: [StreamName, LogRecord][];
  first: Promise<unknown>;
} {
  const left = [...refusals];
  const stored: [StreamName, LogRecord][] = [];
  const first = Promise.withResolvers<undefined>();
  const append = (stream: StreamName, records: readonly LogRecord[]): Promise<void> => {
    const refusal = left.shift();
    if (refusal !== undefined) return Promise.reject(refusal);
    for (const record of records) stored.push([stream, record]);
    first.resolve(undefined);
    return Promise.resolve();
  };
  return { append, stored, first: first.promise };
}

describe('SyslogDoor', { timeout: 60_000 }, () => {
  const open: SyslogDoor[] = [];
  afterEach(async () => {
    for (const door of open.splice(0)) await door.close();
  });

  async function openDoor(
    parts: Partial<DoorParts> & Pick<DoorParts, 'append'>,
    over: object = {},
  ): Promise<SyslogDoor> {
    const door = await SyslogDoor.open({
      settings: settingsOf(over),
      onStored: () => undefined,
      onFault: () => undefined,
      ...parts,
    });
    open.push(door);
    return door;
  }

  async function send(door: SyslogDoor, text: string): Promise<void> {
    const socket = connect(door.tcp?.port ?? 0, '127.0.0.1');
    await once(socket, 'connect');
    socket.end(text);
    await once(socket, 'close');
  }

  it('hands over what it read as records, with the line they were made of', async () => {
    const log = fakeLog();
    const door = await openDoor(log);
    await send(door, `${down}\n`);
    await log.first;
    const [[stream, record]] = log.stored as [[StreamName, LogRecord]];
    expect(stream).toBe('events');
    expect(record).toMatchObject({
      kind: 'delivery',
      body: { sourceType: 'syslog', events: [{ host: 'sw-core-02' }] },
    });
    expect(JSON.parse(lineOf(record))).toEqual(record);
  });

  it('tries again where the log cannot take it now, tells of it, and loses nothing when closed', async () => {
    const told = Promise.withResolvers<Error>();
    const log = fakeLog([new AdapterError('log-full', 'the disk is full', { retryable: true })]);
    const door = await openDoor({ append: log.append, onFault: told.resolve });
    await send(door, `${down}\n`);
    const fault = await told.promise;
    await door.close();
    open.pop();
    expect(log.stored).toHaveLength(1);
    expect(fault).toMatchObject({ code: 'log-full', retryable: true });
    expect(fault).toBeInstanceOf(AdapterError);
  });

  it('says why it does not open', async () => {
    const first = await openDoor(fakeLog());
    await expect(openDoor(fakeLog(), { tcp: `127.0.0.1:${first.tcp?.port ?? 0}` })).rejects.toMatchObject({
      code: 'syslog-not-listening',
    });
    await expect(openDoor(fakeLog(), { packs: '/nowhere' })).rejects.toBeInstanceOf(ConfigError);
  });
});

describe('an error between threads', () => {
  it('comes back as what it was', () => {
    const config = new ConfigError('packs-unreadable', 'why', { at: 'a/b' });
    expect(faultTold(tellFault(config))).toMatchObject({ code: 'packs-unreadable', message: 'why', at: 'a/b' });
    expect(faultTold(tellFault(new TypeError('odd')))).toEqual(new Error('odd'));
    expect(faultTold(tellFault('text')).message).toBe('text');
  });
});
