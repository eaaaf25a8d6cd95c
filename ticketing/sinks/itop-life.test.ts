import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, keyNamed, opening, operation } from '../../tests/contracts/ticket-sink.ts';
import { firstRef, ItopBench } from '../../tests/fakes/itop/itop-bench.ts';

let bench: ItopBench;

beforeEach(async () => {
  bench = await ItopBench.start();
});
afterEach(() => bench.stop());

describe('notes', () => {
  beforeEach(async () => {
    await bench.sink.create(opening());
  });

  it('that a parallel write ate are written again', async () => {
    bench.fake.store.lostNotes = 1;
    expect(await bench.told('update')).toMatchObject({ outcome: 'done' });
    expect(bench.ticket().public_log).toHaveLength(1);
    expect(bench.ticket().private_log).toHaveLength(2);
  });

  it('that stay lost are not called written', async () => {
    bench.fake.store.lostNotes = 99;
    expect(await bench.told('update')).toMatchObject({ outcome: 'failed', code: 'itop-note-lost' });
    bench.fake.store.lostNotes = 0;
    expect(await bench.told('update', 2, true)).toMatchObject({ outcome: 'done' });
    expect(bench.ticket().public_log).toHaveLength(1);
  });

  it('are written one at a time', async () => {
    await Promise.all([2, 3, 4, 5].map((seq) => bench.told('update', seq)));
    expect(bench.ticket().public_log).toHaveLength(4);
  });

  it('keep newlines and signs, and obey no terminal', async () => {
    const op = operation('alpha', 'update', 2);
    const publicText = `one\ntwo <b>&\u001b[31m`;
    await bench.sink.update(call({ ...op, fields: { ...op.fields, publicText } }, firstRef));
    expect(bench.ticket().public_log[0]!.message).toMatch(/^one\ntwo <b>& \[31m\n\[/);
    expect(bench.ticket().public_log[0]!.message_html).toContain('one<br/>two &lt;b&gt;&amp;');
  });
});

describe('the state machine', () => {
  beforeEach(async () => {
    await bench.sink.create(opening());
  });

  it.each(['new', 'assigned', 'pending', 'escalated_tto', 'escalated_ttr'])('resolves from %s', async (from) => {
    bench.status(from);
    expect(await bench.told('resolve')).toMatchObject({ outcome: 'done' });
    expect(bench.status()).toBe('resolved');
    expect(bench.ticket().fields).toMatchObject({ resolution_code: 'other' });
    expect(bench.ticket().fields['solution']).toContain('users of alpha &lt;script&gt;');
  });

  it('resolves what nobody took in the name that is configured, and leaves a choice of people alone', async () => {
    await bench.reconfigure({ team: { team: 5, agent: 3 } });
    await bench.told('resolve');
    expect(bench.ticket().fields).toMatchObject({ team_id: '5', agent_id: '3' });
    await bench.told('reopen', 3);
    bench.status('pending');
    Object.assign(bench.ticket().fields, { team_id: '6', agent_id: '4' });
    await bench.told('resolve', 4);
    expect(bench.ticket().fields).toMatchObject({ status: 'resolved', team_id: '6', agent_id: '4' });
  });

  it.each(['resolved', 'closed'])('is content with %s', async (from) => {
    bench.status(from);
    expect(await bench.told('resolve')).toMatchObject({ outcome: 'done' });
    expect(bench.status()).toBe(from);
  });

  it('does not believe a stimulus that answers 0 and did nothing', async () => {
    bench.fake.store.silentRefusals = 1;
    expect(await bench.told('resolve')).toMatchObject({ outcome: 'done' });
    expect(bench.status()).toBe('resolved');
    bench.status('assigned');
    bench.fake.store.silentRefusals = 99;
    expect(await bench.told('resolve', 3)).toMatchObject({ outcome: 'refused', code: 'itop-no-way' });
  });

  it('goes on from where a person pushed it meanwhile', async () => {
    bench.status('assigned');
    bench.fake.fail({
      on: /ev_resolve/,
      times: 1,
      does: {
        kind: 'status',
        status: 200,
        body: {
          code: 100,
          message: "Invalid stimulus: 'ev_resolve' on the object I-000001 in state 'pending'",
          objects: null,
        },
      },
    });
    expect(await bench.told('resolve')).toMatchObject({ outcome: 'done' });
    expect(bench.status()).toBe('resolved');
  });

  it.each(['waiting_for_approval', 'of the site'])('says that there is no way from %s', async (from) => {
    bench.status(from);
    const outcome = await bench.told('resolve');
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'itop-no-way' });
    expect(JSON.stringify(outcome)).toContain(from);
  });

  it('reopens from resolved; closed has no exit', async () => {
    bench.status('resolved');
    expect(await bench.told('reopen')).toMatchObject({ outcome: 'done' });
    expect(bench.status()).toBe('assigned');
    expect(bench.ticket().public_log).toHaveLength(1);
    bench.status('closed');
    expect(await bench.told('reopen', 3)).toMatchObject({ outcome: 'refused', code: 'closed-for-good' });
    expect(await bench.told('escalate', 4)).toMatchObject({ outcome: 'refused', code: 'closed-for-good' });
    expect(bench.status()).toBe('closed');
  });

  it('tells a closed ticket by note alone: iTop would take its fields', async () => {
    bench.status('closed');
    const { title } = bench.ticket().fields;
    expect(await bench.told('update')).toMatchObject({ outcome: 'done' });
    expect(bench.ticket().fields).toMatchObject({ title, status: 'closed' });
    expect(bench.ticket().public_log).toHaveLength(1);
  });

  it('never writes the status itself', async () => {
    await bench.told('update');
    await bench.told('resolve', 3);
    await bench.told('reopen', 4);
    const bodies = bench.fake.seen.map(({ body }) => new URLSearchParams(body).get('json_data') ?? '');
    expect(bodies.filter((body) => /"fields":\{[^}]*"status"/.test(body))).toEqual([]);
  });
});

describe('CIs and links', () => {
  beforeEach(async () => {
    await bench.sink.create(opening('alpha', { cis: [] }));
  });

  it('adds CIs without taking those away that people linked', async () => {
    bench.ticket().cis.set('3', 'manual');
    const op = operation('alpha', 'update', 2);
    const update = call({ ...op, fields: { ...op.fields, cis: ['sw-core-1'] } }, firstRef);
    expect(await bench.sink.update(update)).toMatchObject({ outcome: 'done' });
    expect(await bench.sink.update({ ...update, again: true })).toMatchObject({ outcome: 'done' });
    expect([...bench.ticket().cis.keys()]).toEqual(['3', '1']);
    expect(bench.fake.asked(/^core\/create lnkFunctionalCIToTicket/)).toBe(1);
  });

  it('merges into a survivor that is gone by resolving', async () => {
    const merge = operation('alpha', 'merge', 2, keyNamed('main'));
    expect(await bench.sink.merge(call(merge, firstRef, { into: 'I-000099' }))).toMatchObject({ outcome: 'done' });
    expect(bench.ticket().fields).toMatchObject({ status: 'resolved', parent_incident_id: '0' });
  });

  it("a parent's resolution resolves the child, and the child's own is content", async () => {
    await bench.sink.create(opening('main'));
    await bench.sink.merge(call(operation('alpha', 'merge', 2, keyNamed('main')), firstRef, { into: 'I-000002' }));
    await bench.told('reopen', 3);
    await bench.sink.resolve(call(operation('main', 'resolve', 2), 'I-000002'));
    expect(bench.status()).toBe('resolved');
    expect(await bench.told('resolve', 4)).toMatchObject({ outcome: 'done' });
  });

  it('refuses ids that are none of iTop before asking', async () => {
    const before = bench.fake.seen.length;
    expect(await bench.sink.update(call(operation('alpha', 'update', 2), "1' OR '1"))).toMatchObject({
      code: 'closed-for-good',
    });
    expect(bench.fake.seen.length).toBe(before);
  });
});
