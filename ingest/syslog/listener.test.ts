import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { AdapterError } from '../../domain/errors.ts';
import { loadProfiles } from '../profiles/builtin-packs.ts';
import type { Read } from '../source.ts';
import { allowedNetworks, plainAddress } from './allowed-networks.ts';
import { createSyslogDecoder } from './decoder.ts';
import { openSyslogListener, type SyslogListener } from './listener.ts';
import type { Gathered, ReadSink } from './read-gatherer.ts';
import { SyslogSettings } from './syslog-settings.ts';

const profiles = loadProfiles();
const receivedAt = Date.parse('2026-11-23T19:16:20Z');
/** Waits only as long as promises take. */
const clock = { now: () => receivedAt, until: async () => undefined };

/** A log that can be told to be full, and tells when it was written to. */
class FakeSink implements ReadSink {
  readonly reads: Read[] = [];
  readonly bodies: string[] = [];
  #hold: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;
  #waiters: (() => void)[] = [];
  failures: Error[] = [];

  async append({ read, body }: Gathered): Promise<void> {
    await this.#hold;
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    this.reads.push(read);
    this.bodies.push(Buffer.from(body).toString());
    for (const wake of this.#waiters.splice(0)) wake();
  }

  stall(): void {
    this.#hold = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  flow(): void {
    this.#release();
  }

  get lines(): number {
    return this.reads.reduce((sum, read) => sum + read.events.length + read.unmatched.length + read.rejected.length, 0);
  }

  async reached(lines: number): Promise<void> {
    while (this.lines < lines) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }
}

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function start(sink: ReadSink, settings: Record<string, unknown> = {}) {
  const faults: unknown[] = [];
  const listener = await openSyslogListener({
    name: 'dmz',
    settings: SyslogSettings.parse({ type: 'syslog', udp: '127.0.0.1:0', tcp: '127.0.0.1:0', ...settings }),
    decoder: createSyslogDecoder({ profiles, timezone: 'UTC' }),
    sink,
    clock,
    onFault: (error) => faults.push(error),
  });
  open.push(listener);
  return { listener, faults };
}

async function dial(listener: SyslogListener): Promise<Socket> {
  const socket = connect(listener.tcp!.port, listener.tcp!.host);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  open.push({ close: () => socket.destroy() });
  return socket;
}

function sendDatagram(listener: SyslogListener, text: string): Promise<void> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.send(text, listener.udp!.port, listener.udp!.host, () => {
      socket.close(() => resolve());
    });
  });
}

/** Lets the sockets' events come. */
function turnOfLoop(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.once('message', () => {
      port1.close();
      resolve();
    });
    port2.postMessage(null);
  });
}

const line = (n: number) => `<14>Nov 23 19:16:20 h app: line ${String(n)}`;

describe('listen for syslog', () => {
  it('takes datagrams and names their sender', async () => {
    const sink = new FakeSink();
    const { listener } = await start(sink);
    await sendDatagram(listener, '<186>: 2026 Nov 23 19:16:11 UTC: %PLATFORM-2-PFM_ALERT: Fan tray 2 stopped');
    await sink.reached(1);
    expect(sink.reads[0]?.events[0]).toMatchObject({ host: '127.0.0.1', hints: ['127.0.0.1'] });
    expect(listener.counts()).toMatchObject({ datagrams: 1, dropped: 0, refused: 0 });
  });

  it('takes connections, and what was left of a frame when they end', async () => {
    const sink = new FakeSink();
    const { listener } = await start(sink);
    const [counting, lines] = [await dial(listener), await dial(listener)];
    counting.end(`${String(line(1).length)} ${line(1)}9`);
    lines.end(`${line(2)}\n${line(3)}`);
    await sink.reached(4);
    const told = sink.reads.flatMap((read) => [
      ...read.unmatched.map(({ raw }) => raw),
      ...read.rejected.map(({ raw }) => raw),
    ]);
    expect(told.toSorted()).toEqual(['9', line(1), line(2), line(3)].toSorted());
  });

  it('gathers what comes while the log writes into one append', async () => {
    const sink = new FakeSink();
    const { listener } = await start(sink);
    const socket = await dial(listener);
    sink.stall();
    for (let n = 0; n < 50; n += 1) socket.write(`${line(n)}\n`);
    sink.flow();
    await sink.reached(50);
    expect(sink.reads.length).toBeLessThan(50);
    expect(sink.bodies.join('')).toBe(Array.from({ length: 50 }, (_, n) => `${line(n)}\n`).join(''));
  });

  it('holds connections while the log is full, drops datagrams and counts them, then goes on without loss on TCP', async () => {
    const sink = new FakeSink();
    const { listener } = await start(sink, { maxWaitingBytes: 65_536 });
    const socket = await dial(listener);
    sink.stall();
    const total = 40_000;
    socket.write(Array.from({ length: total }, (_, n) => `${line(n)}\n`).join(''));
    while (listener.counts().waitingBytes < 65_536) await turnOfLoop();
    await sendDatagram(listener, line(0));
    while (listener.counts().datagrams === 0) await turnOfLoop();
    expect(listener.counts().dropped).toBe(1);
    expect(listener.counts().waitingBytes).toBeLessThan(65_536 * 3);
    sink.flow();
    await sink.reached(total);
    expect(sink.lines).toBe(total);
  });

  it('keeps a batch that the log refused for now, and gives up one that it never takes', async () => {
    const sink = new FakeSink();
    const { listener, faults } = await start(sink);
    sink.failures = [
      new AdapterError('log-full', 'full', { retryable: true }),
      new AdapterError('log-full', 'full', { retryable: true }),
    ];
    await sendDatagram(listener, line(1));
    await sink.reached(1);
    expect(faults).toHaveLength(2);
    sink.failures = [new Error('never')];
    await sendDatagram(listener, line(2));
    while (listener.counts().lostBytes === 0) await turnOfLoop();
    await sendDatagram(listener, line(3));
    await sink.reached(2);
    expect(listener.counts().lostBytes).toBe(line(2).length);
  });

  it('stores what it has before it closes', async () => {
    const sink = new FakeSink();
    const { listener } = await start(sink);
    const socket = await dial(listener);
    socket.write(`${line(1)}\n${line(2)}`);
    await sink.reached(1);
    await listener.close();
    expect(sink.lines).toBe(2);
    await expect(once(connect(listener.tcp!.port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
  });

  it('refuses a peer that opens too many connections', async () => {
    const sink = new FakeSink();
    const { listener } = await start(sink, { maxConnectionsPerPeer: 2 });
    const sockets = [await dial(listener), await dial(listener), await dial(listener)];
    await once(sockets[2]!, 'close');
    expect(listener.counts()).toMatchObject({ refused: 1, connections: 2 });
  });

  it('says so when its address is taken', async () => {
    const { listener } = await start(new FakeSink());
    for (const by of ['tcp', 'udp'] as const) {
      const taken = `127.0.0.1:${String(listener[by]!.port)}`;
      await expect(start(new FakeSink(), { tcp: false, udp: false, [by]: taken })).rejects.toMatchObject({
        code: 'syslog-not-listening',
        at: `sources.dmz.${by}`,
        message: `syslog: ${by.toUpperCase()} ${taken} is already in use: stop what listens there, or choose another port by sources.dmz.${by} in vigie.yaml`,
      });
    }
  });

  it('says so when its address is of another machine', async () => {
    // RFC 5737: never given to anybody.
    const settings = { tcp: false, udp: '192.0.2.1:5514', allow: ['192.0.2.0/24'] };
    await expect(start(new FakeSink(), settings)).rejects.toThrow(
      /^syslog: UDP 192\.0\.2\.1:5514: 192\.0\.2\.1 is no address of this machine: choose another address by sources\.dmz\.udp in/,
    );
  });
});

describe('settings of a syslog source', () => {
  function refusal(settings: Record<string, unknown>): string {
    const parsed = SyslogSettings.safeParse({ type: 'syslog', ...settings });
    return parsed.success
      ? 'accepted'
      : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join();
  }

  it('listens on loopback 5514 unless told', () => {
    expect(SyslogSettings.parse({ type: 'syslog' })).toMatchObject({
      udp: { host: '127.0.0.1', port: 5514 },
      tcp: { host: '127.0.0.1', port: 5514 },
    });
  });

  it.each([
    [{ udp: '0.0.0.0:514', tcp: false }, 'allow: udp listens beyond loopback: name the networks that may send'],
    [{ tcp: '[::]:514', udp: false }, 'allow: tcp listens beyond loopback: name the networks that may send'],
    [{ udp: '0.0.0.0:514', tcp: false, allow: ['192.0.2.0/24'] }, 'accepted'],
    [{ udp: 'somewhere:514' }, 'udp: not an address with port, such as 127.0.0.1:5514 or [::1]:5514'],
    [{ udp: '127.0.0.1:70000' }, 'udp: not an address with port, such as 127.0.0.1:5514 or [::1]:5514'],
    [{ allow: ['192.0.2.0/33'] }, 'allow.0: not a network such as 192.0.2.0/24 or 2001:db8::/32'],
    [{ colour: 1 }, ': Unrecognized key: "colour"'],
  ])('%j: %s', (settings, expected) => {
    expect(refusal(settings)).toBe(expected);
  });

  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['192.0.2.77', true],
    ['192.0.3.1', false],
    ['2001:db8::7', true],
    ['2001:db9::7', false],
    ['203.0.113.5', true],
    ['203.0.113.6', false],
    ['', false],
  ])('%s may send: %s', (address, expected) => {
    expect(allowedNetworks(['192.0.2.0/24', '2001:db8::/32', '203.0.113.5'])(address)).toBe(expected);
  });

  it('reads the address of a dual-stack socket as IPv4', () => {
    expect([plainAddress('::ffff:192.0.2.1'), plainAddress('fe80::1%eth0'), plainAddress('192.0.2.1')]).toEqual([
      '192.0.2.1',
      'fe80::1',
      '192.0.2.1',
    ]);
  });
});
