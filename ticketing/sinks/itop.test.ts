import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyNamed, opening } from '../../tests/contracts/ticket-sink.ts';
import { firstRef, ItopBench } from '../../tests/fakes/itop/itop-bench.ts';
import { itopToken } from '../../tests/fakes/itop/itop-server.ts';

let bench: ItopBench;

beforeEach(async () => {
  bench = await ItopBench.start();
});
afterEach(() => bench.stop());

describe('creating', () => {
  it('sends text as markup that the sanitiser keeps, the marker firstRef in the title, the whole key in the body', async () => {
    expect(await bench.sink.create(opening())).toEqual({
      outcome: 'done',
      ticket: { ticket: firstRef, url: `${bench.fake.url}/pages/UI.php?operation=details&class=Incident&id=1` },
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
    bench.fake.store.added.add('external_ref');
    await bench.reconfigure({ keyField: 'external_ref' });
    await bench.sink.create(opening());
    expect(bench.ticket().fields).toMatchObject({ external_ref: keyNamed('alpha'), title: `P2 – alpha <b>&"'` });
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ tickets: [{ ticket: firstRef }] });
  });

  it('adopts what a uniqueness rule says is there, instead of asking for ever', async () => {
    bench.fake.store.added.add('external_ref');
    bench.fake.store.unique.add('external_ref');
    await bench.reconfigure({ keyField: 'external_ref' });
    await bench.sink.create(opening());
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'in-doubt', code: 'itop-key-taken' });
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ tickets: [{ ticket: firstRef }] });
  });

  it('links CIs that iTop knows by exactly one name, and opens without the others', async () => {
    bench.fake.store.objects.push({
      ...bench.fake.store.objects.find(({ fields }) => fields['name'] === 'srv-app-01')!,
      id: 9,
    });
    await bench.sink.create(opening('alpha', { cis: ['srv-db-01', 'nobody', 'srv-app-01', `x' OR 1=1`] }));
    expect([...bench.ticket().cis].filter(([, code]) => code === 'manual')).toEqual([['2', 'manual']]);
  });

  it('opens without CIs where one was deleted meanwhile', async () => {
    await bench.sink.create(opening('alpha', { cis: ['sw-core-1'] }));
    const gone = bench.fake.store.objects.findIndex(({ fields }) => fields['name'] === 'sw-core-1');
    bench.fake.store.objects.splice(gone, 1);
    expect(await bench.sink.create(opening('beta', { cis: ['sw-core-1'] }))).toMatchObject({ outcome: 'done' });
    expect(bench.fake.store.tickets.size).toBe(2);
  });

  it('gives team by configuration, and flags a major as hot', async () => {
    await bench.reconfigure({ teams: { network: { team: 5, agent: 3 } } });
    await bench.sink.create(opening('alpha', { team: 'network', major: true }));
    expect(bench.ticket().fields).toMatchObject({ team_id: '5', agent_id: '0', status: 'new', escalation_flag: 'yes' });
    await bench.told('update');
    expect(bench.ticket().fields).toMatchObject({ escalation_flag: 'no', escalation_reason: '' });
    await bench.sink.create(opening('beta', { team: '__proto__' }));
    expect(bench.ticket(2).fields).toMatchObject({ team_id: '0' });
  });

  it("leaves a person's hot flag alone", async () => {
    await bench.sink.create(opening());
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
    expect(await bench.sink.create(opening('alpha', long))).toMatchObject({ outcome: 'done' });
    expect(Buffer.byteLength(bench.ticket().fields['description']!)).toBeLessThanOrEqual(65_535);
    expect(bench.ticket().fields['description']).toContain('&lt;b&gt;');
    expect(bench.ticket().private_log[0]!.message).toMatch(/^y{180000,} …\n\[/);
  });

  it('opens user requests with an origin that they know', async () => {
    await bench.reconfigure({ class: 'UserRequest', linkCis: false });
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'done', ticket: { ticket: 'R-000001' } });
    expect(bench.ticket().fields).toMatchObject({ origin: 'portal' });
  });
});

describe('answers that do not come, or say little', () => {
  const cases: readonly [string, unknown][] = [
    ['another shape', { code: 0, message: null, objects: [] }],
    [
      'a ref that is none',
      { code: 0, objects: { x: { class: 'Incident', key: '1', fields: { id: '1', ref: "I' OR '1'='1" } } } },
    ],
    ['no code', { data: [] }],
  ];
  it.each(cases)('%s is a doubt', async (_name, body) => {
    bench.fake.fail({ on: /^core\/create Incident$/, does: { kind: 'status', status: 200, body } });
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'in-doubt', code: 'itop-misread' });
  });

  it('maintenance is no loss, and nothing was done', async () => {
    bench.fake.maintenance = true;
    expect((await bench.sink.create(opening())).outcome).not.toBe('refused');
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown', code: 'itop-ill' });
    bench.fake.maintenance = false;
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'done' });
  });

  it('read-only mode looks like a missing right: it is asked for again, not given up', async () => {
    bench.fake.readOnly = true;
    const outcome = { outcome: 'failed', code: 'itop-no-right', retryAfterMs: 60_000 };
    expect(await bench.sink.create(opening())).toMatchObject(outcome);
    bench.fake.readOnly = false;
    await bench.sink.create(opening());
    bench.fake.readOnly = true;
    expect(await bench.told('update')).toMatchObject(outcome);
    expect(await bench.told('resolve')).toMatchObject(outcome);
  });

  it('a value that the data model does not have is said, and asked for again', async () => {
    await bench.reconfigure({ origin: 'carrier pigeon' });
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'failed', code: 'itop-refused' });
    expect(JSON.stringify(await bench.sink.create(opening()))).toContain('carrier pigeon');
  });

  it('a search that fails, or finds too much, is never "none"', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        `Incident::${String(n + 1)}`,
        { class: 'Incident', key: String(n + 1), fields: { id: String(n + 1), ref: `I-${String(n)}`, title: 'x' } },
      ]),
    );
    for (const body of [
      { code: 0, objects: 'all' },
      { code: 0, message: 'Found: 30', objects: many },
    ]) {
      bench.fake.heal();
      bench.fake.fail({ on: /^core\/get/, does: { kind: 'status', status: 200, body } });
      expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({ outcome: 'unknown' });
    }
    expect(await bench.sink.find(`x' OR 1=1 --`)).toMatchObject({ outcome: 'unknown', code: 'itop-no-key' });
  });

  it('finds no ticket whose title only resembles the key', async () => {
    const fields = { org_id: 2, description: 'x' };
    const marker = `[${keyNamed('alpha').slice(0, 13)}]`;
    const id = (_name: string, key: unknown): string => String(key);
    bench.fake.store.create('Incident', { ...fields, title: marker.toLowerCase() }, id);
    bench.fake.store.create('Incident', { ...fields, title: `Fwd: ${marker}` }, id);
    expect(await bench.sink.find(keyNamed('alpha'))).toEqual({ outcome: 'found', tickets: [] });
    await bench.sink.create(opening());
    await bench.sink.create(opening());
    expect(await bench.sink.find(keyNamed('alpha'))).toMatchObject({
      tickets: [{ ticket: 'I-000003' }, { ticket: 'I-000004' }],
    });
  });
});

describe('logging in', () => {
  it('works with a token', async () => {
    await bench.reconfigure({ user: undefined, password: undefined, token: itopToken });
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'done' });
  });

  it('an account without the REST profile or without rights is told apart', async () => {
    await bench.reconfigure({ user: 'roapi' });
    expect(await bench.sink.create(opening('alpha', { cis: [] }))).toMatchObject({
      outcome: 'failed',
      code: 'itop-no-right',
    });
  });
});
