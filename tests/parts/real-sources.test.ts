// What real monitoring says becomes one ticket in each ticketing system, and its end resolves it there.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlertPage } from '../../console/api/alert-contract.ts';
import type { TicketPage } from '../../console/api/ticket-contract.ts';
import { appToken, FakeGlpi, userToken } from '../fakes/glpi/glpi-server.ts';
import type { FakeTicket } from '../fakes/glpi/glpi-store.ts';
import { describeParts, findBinary } from './part.ts';
import { startAlertmanager, startGauge, startPrometheus, type Gauge } from './prometheus-part.ts';
import { startRsyslog, type Relay } from './rsyslog-part.ts';
import { eventually, freePort } from './server-process.ts';
import { startVigie, type RunningVigie } from './vigie-part.ts';
import { startZabbix, type Zabbix } from './zabbix-part.ts';

const withinMs = 60_000;
const tokens = { VIGIE_PROMETHEUS_TOKEN: 'p-1d7c', VIGIE_ALERTMANAGER_TOKEN: 'a-93fe', VIGIE_ZABBIX_TOKEN: 'z-55b0' };
const cmdb = {
  version: 1,
  teams: [{ id: 'web', name: 'Web team' }],
  cis: [
    { id: 'lb-01', class: 'loadbalancer', name: 'lb-01.example.net', criticality: 'high', owner: 'web' },
    { id: 'web-01', class: 'vm', name: 'web-01.example.net', criticality: 'high', owner: 'web' },
    { id: 'web-02', class: 'vm', name: 'web-02.example.net', criticality: 'high', owner: 'web' },
    { id: 'db-01', class: 'database', name: 'db-01.example.net', criticality: 'high', owner: 'web' },
  ],
  services: [{ id: 'shop', name: 'Web shop', criticality: 'high', users: 1200, owner: 'web' }],
  relations: [
    { from: 'shop', to: 'web-01', type: 'depends_on' },
    { from: 'shop', to: 'web-02', type: 'depends_on' },
    { from: 'shop', to: 'db-01', type: 'depends_on' },
  ],
};
/** A site in a hurry: a ticket at once, resolved two seconds after the last clear. */
const policy = { hold: { criticalMs: 0, highMs: 0 }, resolve: { afterMs: 2_000 } };

interface Lab {
  readonly folder: string;
  readonly vigie: RunningVigie;
  readonly glpi: FakeGlpi;
  readonly syslogPort: number;
  stop(): Promise<void>;
}

async function openLab(): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-parts-'));
  // PostgreSQL and Zabbix run as users of their own below it.
  chmodSync(folder, 0o755);
  const glpi = await FakeGlpi.start();
  const syslogPort = await freePort();
  const environment = { ...tokens, GLPI_APP_TOKEN: appToken, GLPI_USER_TOKEN: userToken };
  const config = {
    sources: {
      prometheus: { type: 'prometheus', token: '${env:VIGIE_PROMETHEUS_TOKEN}' },
      alertmanager: { type: 'alertmanager', token: '${env:VIGIE_ALERTMANAGER_TOKEN}' },
      zabbix: { type: 'zabbix', token: '${env:VIGIE_ZABBIX_TOKEN}', timezone: 'UTC' },
      syslog: { type: 'syslog', tcp: `127.0.0.1:${String(syslogPort)}`, udp: false },
    },
    ticketing: {
      sinks: {
        desk: { type: 'desk' },
        glpi: { type: 'glpi', url: glpi.url, appToken: '${env:GLPI_APP_TOKEN}', userToken: '${env:GLPI_USER_TOKEN}' },
      },
    },
  };
  const vigie = await startVigie({ folder: join(folder, 'vigie'), config, policy, cmdb, environment });
  const stop = async (): Promise<void> => {
    await vigie.stop();
    await glpi.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, vigie, glpi, syslogPort, stop };
}

interface Tickets {
  readonly desk: TicketPage['items'][number];
  readonly glpi: FakeTicket;
}

/** Null until both systems have theirs; more than one in either is an error at once. */
async function ticketsOf({ vigie, glpi }: Lab): Promise<Tickets | null> {
  const listed = await vigie.tickets();
  const desks = listed.filter(({ sink }) => sink === 'desk');
  const [desk, known] = [desks[0], listed.find(({ sink }) => sink === 'glpi')];
  const ticket = [...glpi.store.tickets.values()][0];
  if (desks.length > 1 || glpi.store.tickets.size > 1) throw new Error('more than one ticket');
  return desk?.state === 'live' && known?.state === 'live' && ticket !== undefined ? { desk, glpi: ticket } : null;
}

/** Waits for one open ticket in each system, and looks at what it says. */
async function expectOneTicket(lab: Lab, told: RegExp): Promise<void> {
  const { desk, glpi } = await eventually('a ticket at the desk and at GLPI', withinMs, () => ticketsOf(lab));
  const [incident] = await lab.vigie.incidents();
  expect(incident).toMatchObject({ state: 'open' });
  expect(desk).toMatchObject({ incident: incident!.id, id: 'D-1' });
  expect(desk.operations[0]!.title).toMatch(told);
  expect(glpi.name).toMatch(told);
  const key = (await lab.vigie.tickets()).find(({ sink }) => sink === 'glpi')!.key;
  expect(glpi.name).toContain(`[${key.slice(0, 13)}]`);
  expect(glpi.content).toContain(key);
  expect(glpi.status).toBeLessThan(5);
}

/** Of a solution that nobody refused yet. */
const waiting = 2;

/** Solved is 5 in GLPI. */
async function expectResolved(lab: Lab): Promise<void> {
  await eventually('both tickets resolved', withinMs, async () => {
    const listed = await lab.vigie.tickets();
    return listed.length === 2 && listed.every(({ state }) => state === 'resolved') ? true : null;
  });
  expect([...lab.glpi.store.tickets.values()].map(({ status }) => status)).toEqual([5]);
  expect(lab.glpi.store.solutions.filter(({ status }) => status === waiting)).toHaveLength(1);
  const tickets = await lab.vigie.tickets();
  expect(tickets.map(({ sink }) => sink).toSorted()).toEqual(['desk', 'glpi']);
  for (const { operations } of tickets) expect(operations.map(({ op }) => op)).toContain('resolve');
  const incidents = await lab.vigie.incidents();
  expect(incidents.map(({ state }) => state)).toEqual(['resolved']);
}

type AlertRow = AlertPage['items'][number];

async function onlyAlert({ vigie }: Lab): Promise<AlertRow> {
  const alerts = await vigie.alerts();
  // By their names, so that a stranger says who it is.
  expect(alerts.map(({ host, name }) => `${host}: ${name}`)).toHaveLength(1);
  return alerts[0]!;
}

/** What is missing of these, by the names that apt knows. */
function missingOf(programs: Readonly<Record<string, string | null>>): string[] {
  return Object.entries(programs).flatMap(([name, path]) => (path === null ? [name] : []));
}

const prometheus = findBinary('prometheus');
const alertmanager = findBinary('prometheus-alertmanager', 'alertmanager');
const amtool = findBinary('amtool');

describeParts('Prometheus and Alertmanager', missingOf({ prometheus, alertmanager, amtool }), () => {
  let lab: Lab;
  let gauge: Gauge;
  const running: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    lab = await openLab();
    running.push(lab);
    gauge = await startGauge('web-01.example.net:9115');
    running.push(gauge);
    const relay = await startAlertmanager({
      binary: alertmanager!,
      folder: join(lab.folder, 'alertmanager'),
      vigie: lab.vigie.authority,
      token: tokens.VIGIE_ALERTMANAGER_TOKEN,
    });
    running.push(relay);
    const server = await startPrometheus({
      binary: prometheus!,
      folder: join(lab.folder, 'prometheus'),
      gaugePort: gauge.port,
      receivers: [lab.vigie.authority, relay.receiver],
      token: tokens.VIGIE_PROMETHEUS_TOKEN,
    });
    running.push(server);
  }, 120_000);

  afterAll(async () => {
    for (const each of running.reverse()) await each.stop();
  }, 60_000);

  test('a rule that fires, told twice, is one alert and one ticket in each system', async () => {
    gauge.set(0);
    await expectOneTicket(lab, /web-01/);
    await eventually('the same alert by Alertmanager', withinMs, async () => {
      const [alert] = await lab.vigie.alerts();
      return alert?.sources.length === 2 ? true : null;
    });
    const alert = await onlyAlert(lab);
    expect(alert).toMatchObject({ name: 'HostDown', severity: 'critical', effect: 'down', ci: 'web-01' });
    expect(alert.sources.toSorted()).toEqual(['alertmanager', 'prometheus']);
    expect(alert.message).toBe('Host web-01.example.net:9115 does not answer');
  });

  test('amtool reads it from Vigie as from an Alertmanager', () => {
    const query = (...matchers: string[]): unknown => {
      const args = [`--alertmanager.url=${lab.vigie.address}`, '--output=json', 'alert', 'query', ...matchers];
      return JSON.parse(execFileSync(amtool!, args, { stdio: 'pipe' }).toString());
    };
    expect(query('alertname=HostDown', 'instance=~"web-01.*"')).toMatchObject([
      { labels: { alertname: 'HostDown', cluster: 'lab' }, status: { state: 'active' } },
    ]);
    expect(query('alertname=Another')).toEqual([]);
  });

  test('amtool makes a silence in Vigie, lists it and ends it', async () => {
    const silence = (...args: string[]): string =>
      execFileSync(amtool!, [`--alertmanager.url=${lab.vigie.address}`, 'silence', ...args], {
        stdio: 'pipe',
      }).toString();
    const id = silence('add', 'alertname=Another', '--duration=2h', '--author=alice', '--comment=known').trim();
    const listed = await eventually('the silence in the list', withinMs, () => {
      const all = JSON.parse(silence('query', '--output=json')) as { id: string; comment: string }[];
      return Promise.resolve(all.find((each) => each.id === id) ?? null);
    });
    expect(listed).toMatchObject({ comment: 'known', createdBy: 'alice', status: { state: 'active' } });
    silence('expire', id);
    await eventually('the silence is over', withinMs, () =>
      Promise.resolve((JSON.parse(silence('query', '--output=json')) as unknown[]).length === 0 ? true : null),
    );
  });

  test('the gauge is back: resolved in both systems', async () => {
    gauge.set(1);
    await expectResolved(lab);
    expect((await onlyAlert(lab)).clearedAt).not.toBeNull();
  });

  test('it fires again within the reopening time: the same tickets, reopened and resolved once more', async () => {
    gauge.set(0);
    await expectOneTicket(lab, /web-01/);
    gauge.set(1);
    await expectResolved(lab);
    const [desk] = (await lab.vigie.tickets()).filter(({ sink }) => sink === 'desk');
    const turns = desk!.operations.map(({ op }) => op).filter((op) => op !== 'update');
    expect(turns).toEqual(['open', 'resolve', 'reopen', 'resolve']);
  });
});

const rsyslog = findBinary('rsyslogd');

describeParts('rsyslog', missingOf({ rsyslog }), () => {
  let lab: Lab;
  let relay: Relay;

  beforeAll(async () => {
    lab = await openLab();
    relay = await startRsyslog(rsyslog!, join(lab.folder, 'rsyslog'), lab.syslogPort);
  }, 120_000);

  afterAll(async () => {
    await relay?.stop();
    await lab?.stop();
  }, 60_000);

  const line = (priority: number, told: string): string =>
    `<${String(priority)}>1 ${new Date().toISOString()} lb-01.example.net haproxy 812 - - ${told}`;

  test('HAProxy loses a server: an alert about that server, and one ticket in each system', async () => {
    await relay.say(line(134, '192.0.2.7:51311 [24/Nov/2026:10:00:00.000] shop be_shop/web-02 0/0/1/2/3 200 512'));
    await relay.say(line(129, 'Server be_shop/web-02 is DOWN, reason: Layer4 timeout, check duration: 2001ms.'));
    await expectOneTicket(lab, /web-02/);
    const alert = await onlyAlert(lab);
    expect(alert).toMatchObject({ source: 'syslog', ci: 'web-02', host: 'lb-01.example.net', effect: 'down' });
  });

  test('the server is up again: resolved in both systems', async () => {
    await relay.say(line(133, 'Server be_shop/web-02 is UP, reason: Layer4 check passed, check duration: 0ms.'));
    await expectResolved(lab);
    expect((await onlyAlert(lab)).endedBy).toBe('clear');
  });
});

const zabbixParts = {
  'zabbix-server-pgsql': findBinary('zabbix_server'),
  'zabbix-agent (zabbix_sender)': findBinary('zabbix_sender'),
  'php-cli': findBinary('php'),
  postgresql: findBinary('initdb'),
};

describeParts('Zabbix', missingOf(zabbixParts), () => {
  let lab: Lab;
  let zabbix: Zabbix;

  beforeAll(async () => {
    lab = await openLab();
    zabbix = await startZabbix({
      server: zabbixParts['zabbix-server-pgsql']!,
      sender: zabbixParts['zabbix-agent (zabbix_sender)']!,
      php: zabbixParts['php-cli']!,
      initdb: zabbixParts.postgresql!,
      folder: join(lab.folder, 'zabbix'),
      webhook: `${lab.vigie.address}/ingest/zabbix`,
      token: tokens.VIGIE_ZABBIX_TOKEN,
      host: 'db-01',
      problem: 'Database does not answer',
    });
  }, 180_000);

  afterAll(async () => {
    await zabbix?.stop();
    await lab?.stop();
  }, 60_000);

  const send = (value: number): Promise<true> =>
    eventually('zabbix_sender', withinMs, () => {
      zabbix.send(value);
      return true as const;
    });

  test('a trigger fires: the shipped media type tells Vigie, one ticket in each system', async () => {
    await send(0);
    await expectOneTicket(lab, /db-01/);
    const alert = await onlyAlert(lab);
    expect(alert).toMatchObject({
      source: 'zabbix',
      ci: 'db-01',
      severity: 'critical',
      name: 'Database does not answer',
    });
  });

  test('the trigger recovers: resolved in both systems', async () => {
    await send(1);
    await expectResolved(lab);
    expect((await onlyAlert(lab)).endedBy).toBe('clear');
  });
});
