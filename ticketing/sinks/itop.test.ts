import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyNamed } from '../../tests/contracts/ticket-sink.ts';
import type { Fault } from '../../tests/fakes/fake-system.ts';
import { firstRef, ItopBench } from '../../tests/fakes/itop/itop-bench.ts';
import { itopToken } from '../../tests/fakes/itop/itop-server.ts';
import type { SinkOutcome } from '../sink.ts';

let bench: ItopBench;

beforeEach(async () => {
  bench = await ItopBench.start();
});
afterEach(() => bench.stop());

describe('creating', () => {
  it('sends text as markup that the sanitiser keeps, the marker firstRef in the title, the whole key in the body', async () => {
    expect(await bench.sink.create(bench.open())).toEqual({
      outcome: 'done',
      ticket: { ticket: firstRef, url: `${bench.itop.url}/pages/UI.php?operation=details&class=Incident&id=1` },
    });
    expect(bench.ticket().fields).toMatchObject({
      title: `[${keyNamed('alpha').slice(0, 13)}] P2 – alpha <b>&"'`,
      description: `<p>open 1: users of alpha &lt;script&gt;alert(1)&lt;/script&gt;</p><p>Vigie ${keyNamed('alpha')}</p>`,
      origin: 'monitoring',
      org_id: '2',
      impact: '1',
      urgency: '3',
      priority: '2',
      escalation_flag: 'no',
    });
    expect(bench.ticket().private_log).toMatchObject([
      { message: `details 1 & more\n[${keyNamed('alpha').slice(0, 13)}.1t]` },
    ]);
    expect(bench.ticket().public_log).toEqual([]);
  });

  it('puts the key into the field of the site, and leaves the title alone', async () => {
    bench.itop.store.added.add('external_ref');
    await bench.reconfigure({ keyField: 'external_ref' });
    await bench.sink.create(bench.open());
    expect(bench.ticket().fields).toMatchObject({ external_ref: keyNamed('alpha'), title: `P2 – alpha <b>&"'` });
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ tickets: [{ ticket: firstRef }] });
    expect(bench.sink.capabilities.keyPlace).toBe('field');
  });

  it('adopts what a uniqueness rule says is there, instead of asking for ever', async () => {
    bench.itop.store.added.add('external_ref');
    bench.itop.store.unique.add('external_ref');
    await bench.reconfigure({ keyField: 'external_ref' });
    await bench.sink.create(bench.open());
    expect(await bench.sink.create(bench.open())).toMatchObject({ outcome: 'in-doubt', code: 'itop-key-taken' });
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ tickets: [{ ticket: firstRef }] });
  });

  it('links CIs that iTop knows by exactly one name, and opens without the others', async () => {
    bench.itop.store.objects.push({
      ...bench.itop.store.objects.find(({ fields }) => fields['name'] === 'srv-app-01')!,
      id: 9,
    });
    await bench.sink.create(bench.open('alpha', { cis: ['srv-db-01', 'nobody', 'srv-app-01', `x' OR 1=1`] }));
    expect([...bench.ticket().cis].filter(([, code]) => code === 'manual')).toEqual([['2', 'manual']]);
  });

  it('opens without CIs where one was deleted meanwhile', async () => {
    await bench.sink.create(bench.open('alpha', { cis: ['sw-core-1'] }));
    const gone = bench.itop.store.objects.findIndex(({ fields }) => fields['name'] === 'sw-core-1');
    bench.itop.store.objects.splice(gone, 1);
    expect(await bench.sink.create(bench.open('beta', { cis: ['sw-core-1'] }))).toMatchObject({ outcome: 'done' });
    expect(bench.itop.store.tickets.size).toBe(2);
  });

  it('gives team by configuration, and flags a major as hot', async () => {
    await bench.reconfigure({ teams: { network: { team: 5, agent: 3 } } });
    await bench.sink.create(bench.open('alpha', { team: 'network', major: true }));
    expect(bench.ticket().fields).toMatchObject({ team_id: '5', agent_id: '0', status: 'new', escalation_flag: 'yes' });
    await bench.told('update');
    expect(bench.ticket().fields).toMatchObject({ escalation_flag: 'no', escalation_reason: '' });
    await bench.sink.create(bench.open('beta', { team: '__proto__' }));
    expect(bench.ticket(2).fields).toMatchObject({ team_id: '0' });
  });

  it("leaves a person's hot flag alone", async () => {
    await bench.sink.create(bench.open());
    Object.assign(bench.ticket().fields, { escalation_flag: 'yes', escalation_reason: 'the boss called' });
    await bench.told('update');
    expect(bench.ticket().fields).toMatchObject({ escalation_flag: 'yes', escalation_reason: 'the boss called' });
  });

  it('cuts what iTop would refuse: 5 MB of alert text, titles above 255', async () => {
    const long = {
      publicText: `<b>'&`.repeat(1_000_000),
      technicalText: 'y'.repeat(5_000_000),
      title: '漢'.repeat(400),
    };
    expect(await bench.sink.create(bench.open('alpha', long))).toMatchObject({ outcome: 'done' });
    expect(Buffer.byteLength(bench.ticket().fields['description']!)).toBeLessThanOrEqual(65_535);
    expect(bench.ticket().fields['description']).toContain('&lt;b&gt;');
    expect(bench.ticket().private_log[0]!.message).toMatch(/^y{180000,} …\n\[/);
  });

  it('opens user requests with an origin that they know', async () => {
    await bench.reconfigure({ class: 'UserRequest', linkCis: false });
    expect(await bench.sink.create(bench.open())).toMatchObject({ outcome: 'done', ticket: { ticket: 'R-000001' } });
    expect(bench.ticket().fields).toMatchObject({ origin: 'portal' });
  });
});

describe('answers that do not come, or say little', () => {
  const create = /^core\/create Incident$/;
  const html = { 'Content-Type': 'text/html' };
  const cases: readonly [string, Fault['does'], Partial<SinkOutcome>, number][] = [
    ['the connection ends before it works', { kind: 'drop-before' }, { outcome: 'in-doubt' }, 0],
    ['the connection ends after it worked', { kind: 'drop-after' }, { outcome: 'in-doubt' }, 1],
    ['no answer in time', { kind: 'slow', ms: 2_000 }, { outcome: 'in-doubt' }, 1],
    ['40 MB', { kind: 'flood', bytes: 40_000_000 }, { outcome: 'in-doubt', code: 'reply-too-large' }, 1],
    [
      '500, a page',
      { kind: 'status', status: 500, headers: html, body: '<p>iTop: An error' },
      { outcome: 'in-doubt' },
      0,
    ],
    ['200, a page', { kind: 'status', status: 200, headers: html, body: '<html>' }, { outcome: 'in-doubt' }, 0],
    [
      '429',
      { kind: 'status', status: 429, headers: { 'Retry-After': '7' } },
      { outcome: 'failed', retryAfterMs: 7_000 },
      0,
    ],
    [
      'another shape',
      { kind: 'status', status: 200, body: { code: 0, message: null, objects: [] } },
      { outcome: 'in-doubt', code: 'itop-misread' },
      0,
    ],
    [
      'a ref that is none',
      {
        kind: 'status',
        status: 200,
        body: { code: 0, objects: { x: { class: 'Incident', key: '1', fields: { id: '1', ref: "I' OR '1'='1" } } } },
      },
      { outcome: 'in-doubt', code: 'itop-misread' },
      0,
    ],
    ['no code', { kind: 'status', status: 200, body: { data: [] } }, { outcome: 'in-doubt', code: 'itop-misread' }, 0],
    [
      'a redirect',
      { kind: 'status', status: 302, headers: { Location: 'http://169.254.169.254/' } },
      { outcome: 'failed', code: 'itop-moved' },
      0,
    ],
  ];
  it.each(cases)('%s', async (_name, does, expected, tickets) => {
    bench.itop.fail({ on: create, does });
    expect(await bench.sink.create(bench.open())).toMatchObject(expected);
    expect(bench.itop.store.tickets.size).toBe(tickets);
    bench.itop.heal();
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({
      outcome: 'found',
      tickets: tickets === 0 ? [] : [{ ticket: firstRef }],
    });
  });

  it('maintenance is no loss, and nothing was done', async () => {
    bench.itop.maintenance = true;
    expect((await bench.sink.create(bench.open())).outcome).not.toBe('refused');
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown', code: 'itop-ill' });
    bench.itop.maintenance = false;
    expect(await bench.sink.create(bench.open())).toMatchObject({ outcome: 'done' });
  });

  it('read-only mode looks like a missing right: it is asked for again, not given up', async () => {
    bench.itop.readOnly = true;
    const outcome = { outcome: 'failed', code: 'itop-no-right', retryAfterMs: 60_000 };
    expect(await bench.sink.create(bench.open())).toMatchObject(outcome);
    bench.itop.readOnly = false;
    await bench.sink.create(bench.open());
    bench.itop.readOnly = true;
    expect(await bench.told('update')).toMatchObject(outcome);
    expect(await bench.told('resolve')).toMatchObject(outcome);
  });

  it('a value that the data model does not have is said, and asked for again', async () => {
    await bench.reconfigure({ origin: 'carrier pigeon' });
    expect(await bench.sink.create(bench.open())).toMatchObject({ outcome: 'failed', code: 'itop-refused' });
    expect(JSON.stringify(await bench.sink.create(bench.open()))).toContain('carrier pigeon');
  });

  it('a search that fails, or finds too much, is never "none"', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        `Incident::${String(n + 1)}`,
        { class: 'Incident', key: String(n + 1), fields: { id: String(n + 1), ref: `I-${String(n)}`, title: 'x' } },
      ]),
    );
    for (const does of [
      { kind: 'drop-before' },
      { kind: 'status', status: 500 },
      { kind: 'status', status: 200, body: { code: 0, objects: 'all' } },
      { kind: 'status', status: 200, body: { code: 0, message: 'Found: 30', objects: many } },
      { kind: 'status', status: 200, body: '<html>' },
      { kind: 'flood', bytes: 5_000_000 },
    ] as const) {
      bench.itop.heal();
      bench.itop.fail({ on: /^core\/get/, does });
      expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown' });
    }
    expect(await bench.sink.find(`x' OR 1=1 --`)).toMatchObject({ outcome: 'unknown', code: 'itop-no-key' });
  });

  it('finds no ticket whose title only resembles the key', async () => {
    const fields = { org_id: 2, description: 'x' };
    const marker = `[${keyNamed('alpha').slice(0, 13)}]`;
    const id = (_name: string, key: unknown): string => String(key);
    bench.itop.store.create('Incident', { ...fields, title: marker.toLowerCase() }, id);
    bench.itop.store.create('Incident', { ...fields, title: `Fwd: ${marker}` }, id);
    expect(await bench.sink.find(keyNamed('alpha'))).toEqual({ outcome: 'found', tickets: [] });
    await bench.sink.create(bench.open());
    await bench.sink.create(bench.open());
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({
      tickets: [{ ticket: 'I-000003' }, { ticket: 'I-000004' }],
    });
  });

  it('nobody listening is a definite failure', async () => {
    await bench.itop.stop();
    expect(await bench.sink.create(bench.open())).toMatchObject({
      outcome: 'failed',
      code: 'itop-unreachable',
      systemic: true,
    });
  });
});

describe('logging in', () => {
  it('works with a token', async () => {
    await bench.reconfigure({ user: undefined, password: undefined, token: itopToken });
    expect(await bench.sink.create(bench.open())).toMatchObject({ outcome: 'done' });
  });

  it('wrong credentials are tried once, then ever less often, and never named', async () => {
    await bench.reconfigure({ password: 'wrong-password' });
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, n) => bench.sink.create(bench.open(String(n)))));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ outcome: 'failed', code: 'itop-locked-out', systemic: true });
    expect(JSON.stringify(outcomes)).not.toContain('wrong-password');
    expect(bench.itop.seen).toHaveLength(1);
    bench.clock.advanceTo(1_000_000 + 61_000);
    await bench.sink.find(keyNamed('alpha'));
    await bench.sink.find(keyNamed('alpha'));
    expect(bench.itop.seen).toHaveLength(2);
  });

  it('an account without the REST profile or without rights is told apart', async () => {
    await bench.reconfigure({ user: 'roapi' });
    expect(await bench.sink.create(bench.open('alpha', { cis: [] }))).toMatchObject({
      outcome: 'failed',
      code: 'itop-no-right',
    });
  });
});
