import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AlertPage } from '../../console/api/alert-contract.ts';
import { IncidentPage } from '../../console/api/incident-contract.ts';
import { Status } from '../../console/api/status-contract.ts';
import { hashPassword } from '../login/password-hash.ts';
import { runVigie } from './main.ts';

interface House {
  readonly address: string;
  readonly err: () => string;
  stop(): Promise<number>;
}

const open: House[] = [];
afterEach(async () => {
  for (const house of open.splice(0)) await house.stop();
});

const folder = (): string => mkdtempSync(join(tmpdir(), 'vigie-house-'));

interface Said {
  out: string;
  err: string;
}

function run(
  args: string[],
  env: Record<string, string> = {},
): { said: Said; stop: AbortController; code: Promise<number> } {
  const said: Said = { out: '', err: '' };
  const stop = new AbortController();
  const code = runVigie(args, {
    env,
    isScreen: false,
    readInput: async () => '',
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    stopped: stop.signal,
  });
  return { said, stop, code };
}

async function vigie(args: string[], env: Record<string, string> = {}): Promise<House> {
  const { said, stop, code } = run([...args, '--port', '0'], env);
  const address = await vi.waitFor(
    () => /^listening on (http:\/\/\S+)$/m.exec(said.out)?.[1] ?? never(said.err),
    20_000,
  );
  const house = {
    address,
    err: () => said.err,
    stop: () => {
      stop.abort('SIGTERM');
      return code;
    },
  };
  open.push(house);
  return house;
}

function never(why: string): never {
  throw new Error(`not yet: ${why}`);
}

function configOf(text: string): string {
  const path = join(folder(), 'vigie.yaml');
  writeFileSync(path, text);
  return path;
}

const post = (address: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

// prettier-ignore
const problem = (host: string): object => ({
  host, check: 'ping', state: 'problem', severity: 'critical', message: 'no answer', at: new Date().toISOString(),
});

async function incidents({ address }: House): Promise<IncidentPage['items']> {
  return IncidentPage.parse(await (await fetch(`${address}/api/v1/incidents?state=all`)).json()).items;
}

const doors =
  'sources:\n  generic: { type: generic }\n  syslog: { type: syslog, udp: "127.0.0.1:0", tcp: "127.0.0.1:0" }';

describe('start', () => {
  test(
    'an alert in becomes an incident and a ticket, and both are there after a restart',
    { timeout: 60_000 },
    async () => {
      const args = ['start', '--config', configOf(doors), '--data', folder()];
      const house = await vigie(args);
      expect((await post(house.address, '/ingest/generic', problem('db-01'))).status).toBe(200);
      await vi.waitFor(
        async () => expect((await incidents(house))[0]?.tickets).toMatchObject([{ id: 'D-1', state: 'live' }]),
        10_000,
      );
      expect((await fetch(`${house.address}/readyz`)).status).toBe(200);
      expect(await (await fetch(`${house.address}/metrics`)).text()).toContain(
        'vigie_events_received_total{source="generic",type="generic"} 1',
      );
      const metrics = await (await fetch(`${house.address}/metrics`)).text();
      expect(metrics).toMatch(/^vigie_incidents_open\{priority="[1-5]"\} 1$/m);
      expect(metrics).toContain('vigie_stage_backlog_records{stage="judging"} ');
      expect(await house.stop()).toBe(0);
      const again = await vigie(args);
      expect(await incidents(again)).toMatchObject([
        { number: 'I-1', state: 'open', tickets: [{ id: 'D-1', state: 'live' }] },
      ]);
      // Two hosts that no CMDB knows, from one source within seconds: judged to be one.
      expect((await post(again.address, '/ingest/generic', problem('db-02'))).status).toBe(200);
      await vi.waitFor(
        async () => expect(await incidents(again)).toMatchObject([{ number: 'I-1', alertCount: 2 }]),
        10_000,
      );
    },
  );

  test('a syslog line comes in by UDP', { timeout: 60_000 }, async () => {
    const house = await vigie(['start', '--config', configOf(doors), '--data', folder()]);
    const told =
      house
        .err()
        .split('\n')
        .find((line) => line.includes('"udp"')) ?? '';
    const { udp } = JSON.parse(told) as { udp: { port: number } };
    const socket = createSocket('udp4');
    socket.send('<2>Nov 24 12:00:00 web-01 app: the roof is on fire', udp.port, '127.0.0.1');
    await vi.waitFor(async () => {
      const page = AlertPage.parse(await (await fetch(`${house.address}/api/v1/alerts?state=open`)).json());
      expect(page.items).toMatchObject([{ host: 'web-01', source: 'syslog' }]);
    }, 10_000);
    socket.close();
  });

  test('one process has a data folder; the second is told who', { timeout: 60_000 }, async () => {
    const where = folder();
    const args = ['start', '--config', configOf(doors), '--data', where];
    await vigie(args);
    const second = run([...args, '--port', '0']);
    expect(await second.code).toBe(1);
    expect(second.said.err).toMatch(/error: .*in use/);
  });

  test('a port in use is an error that names it, and leaves nothing running', { timeout: 60_000 }, async () => {
    const house = await vigie(['start', '--config', configOf(doors), '--data', folder()]);
    const { port } = new URL(house.address);
    const second = run(['start', '--config', configOf(doors), '--data', folder(), '--port', port]);
    expect(await second.code).toBe(1);
    expect(second.said.err).toContain(
      `error: HTTP 127.0.0.1:${port} is already in use: stop what listens there, or choose another port by console.port in vigie.yaml or by --port`,
    );
  });

  test('so is a syslog port in use, with the setting of its source', { timeout: 60_000 }, async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const config = configOf(`sources:\n  dmz: { type: syslog, udp: false, tcp: "127.0.0.1:${port}" }`);
    const started = run(['start', '--config', config, '--data', folder(), '--port', '0']);
    expect(await started.code).toBe(1);
    taken.close();
    expect(started.said.err).toContain(
      `error: syslog: TCP 127.0.0.1:${port} is already in use: stop what listens there, or choose another port by sources.dmz.tcp in vigie.yaml`,
    );
  });

  test.each([
    [['--config', '/nowhere.yaml'], 2, /--config: \/nowhere\.yaml: no such file/],
    [['--role', 'ingest'], 2, /--role ingest needs log: kafka:/],
    [['--role', 'boss'], 2, /"boss" is none of all, ingest/],
    [['--port', '70000'], 2, /--port: "70000" is no number from 0 to 65535/],
    [['--log-level', 'loud'], 2, /--log-level: "loud" is none of/],
    [['--config', configOf('tennant: a')], 1, /vigie\.yaml:1: tennant: unknown key; did you mean tenant\?/],
    [['--config', configOf(`cmdb: nowhere.json\n${doors}`)], 1, /nowhere\.json: cannot be read/],
    [
      ['--config', configOf('console: { host: 0.0.0.0 }')],
      1,
      /sources\.prometheus\.token: needed, since the door listens on 0\.0\.0\.0/,
    ],
    [['--data', '/dev/null/vigie'], 1, /the folder \/dev\/null\/vigie cannot be made: \/dev\/null is no folder/],
  ])('%j is refused', async (args, code, message) => {
    const started = run(['start', '--data', folder(), ...args]);
    expect(await started.code).toBe(code);
    expect(started.said.err).toMatch(message);
    expect(started.said.out).toBe('');
  });

  test('beyond loopback, sources show a token and people log in', { timeout: 60_000 }, async () => {
    const hash = await hashPassword('correct horse battery', 16);
    const config = configOf(
      `console: { host: 0.0.0.0, login: { users: { alice: '${hash}' } } }\nsources: { generic: { type: generic, token: '\${env:TOKEN}' } }`,
    );
    const house = await vigie(['start', '--config', config, '--data', folder(), '--log-level', 'trace'], {
      TOKEN: 'canary-token-4711',
    });
    const address = house.address.replace('0.0.0.0', '127.0.0.1');
    expect((await post(address, '/ingest/generic', problem('a'))).status).toBe(401);
    expect(
      (await post(address, '/ingest/generic', problem('a'), { authorization: 'Bearer canary-token-4711' })).status,
    ).toBe(200);
    expect((await fetch(`${address}/api/v1/incidents`)).status).toBe(401);
    expect(
      (await fetch(`${address}/api/v1/incidents`, { headers: { authorization: 'Bearer canary-token-4711' } })).status,
    ).toBe(401);
    const basic = `Basic ${Buffer.from('alice:correct horse battery').toString('base64')}`;
    expect((await fetch(`${address}/api/v1/incidents`, { headers: { authorization: basic } })).status).toBe(200);
    await house.stop();
    expect(house.err()).not.toContain('canary-token');
    expect(house.err()).not.toContain(hash.slice(-20));
  });
});

describe('demo', () => {
  test(
    'plays the outage on a told clock, in a fresh folder, and refuses other sources',
    { timeout: 120_000 },
    async () => {
      const where = folder();
      const house = await vigie(['demo', '--data', where, '--speed', '400', '--log-level', 'warn'], {
        TZ: 'Asia/Tokyo',
      });
      const status = async (): Promise<Status> =>
        Status.parse(await (await fetch(`${house.address}/api/v1/status`)).json());
      const first = await status();
      expect(first.demo).toMatchObject({ speed: 400, startedAt: '2026-11-23T19:14:11.568Z' });
      expect(first.now < '2026-11-23T20:40').toBe(true);
      expect(await (await post(house.address, '/ingest/generic', problem('a'))).json()).toMatchObject({
        error: { code: 'demo-running' },
      });
      await vi.waitFor(
        async () => {
          const major = (await incidents(house)).find((one) => one.major !== null);
          expect(major).toMatchObject({ state: 'resolved', priority: 1 });
        },
        { timeout: 60_000, interval: 250 },
      );
      const found = await incidents(house);
      const major = found.find((one) => one.major !== null);
      expect(major?.rootCandidates[0]?.ci).toBe('sw-core-02');
      const daily = (await (await fetch(`${house.address}/api/v1/tickets/daily?day=2026-11-24`)).json()) as object;
      expect(daily).toMatchObject({ timezone: 'Asia/Tokyo' });
      expect(await (await fetch(`${house.address}/api/v1/tickets`)).text()).toContain('04:16 (Tokyo time)');
      expect(found.flatMap(({ tickets }) => tickets).length).toBeLessThanOrEqual(4);
      expect((await status()).demo?.progress).toBe(1);
      expect(readdirSync(where)).toHaveLength(1);
      expect(await house.stop()).toBe(0);
    },
  );

  test('a speed of nothing is refused', async () => {
    const started = run(['demo', '--data', folder(), '--speed', '0']);
    expect(await started.code).toBe(2);
    expect(started.said.err).toMatch(/--speed: "0" is no number/);
  });
});
