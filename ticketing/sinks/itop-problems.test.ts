import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, keyNamed, opening, operation } from '../../tests/contracts/ticket-sink.ts';
import { ItopBench } from '../../tests/fakes/itop/itop-bench.ts';
import type { ProblemRecords } from '../sink-kind.ts';

let bench: ItopBench;
let problems: ProblemRecords;

beforeEach(async () => {
  bench = await (await ItopBench.start()).reconfigure({ problems: true });
  problems = bench.system.problems!;
});
afterEach(() => bench.stop());

const problem = 'P-000001';
const told = (op: 'update' | 'reopen' | 'link', seq: number, into: string | null = null) =>
  call(operation('alpha', op, seq), problem, { into });

describe('problem records in iTop', () => {
  it('are objects of class Problem: the marker first in the title, all notes in their one log', async () => {
    expect(await problems.sink.create(opening('alpha', { cis: ['srv-db-01'] }))).toMatchObject({
      outcome: 'done',
      ticket: { ticket: problem, url: `${bench.fake.url}/pages/UI.php?operation=details&class=Problem&id=1` },
    });
    const record = bench.ticket();
    expect(record.fields['title']).toMatch(`[${keyNamed('alpha').slice(0, 13)}] P2`);
    expect([...record.cis].filter(([, code]) => code === 'manual')).toEqual([['2', 'manual']]);
    await problems.sink.update(told('update', 2));
    expect(record.public_log).toEqual([]);
    expect(record.private_log.map(({ message }) => message.split('\n')[0])).toEqual([
      'details 1 & more',
      'update 2: users of alpha <script>alert(1)</script>',
      'details 2 & more',
    ]);
  });

  it('leave the problem that a person chose for a ticket, and need no ticket that is gone', async () => {
    await problems.sink.create(opening());
    await problems.sink.create(opening('other'));
    await bench.sink.create(opening('incident-1'));
    bench.ticket(3).fields['parent_problem_id'] = '2';
    expect(await problems.sink.link?.(told('link', 2, 'I-000003'))).toMatchObject({ outcome: 'done' });
    expect(bench.ticket(3).fields['parent_problem_id']).toBe('2');
    expect(await problems.sink.link?.(told('link', 3, 'I-000404'))).toMatchObject({ outcome: 'done' });
  });

  it('that are closed are told by note alone, and cannot be opened again', async () => {
    await problems.sink.create(opening());
    bench.status('closed');
    const { title } = bench.ticket().fields;
    expect(await problems.sink.update(told('update', 2))).toMatchObject({ outcome: 'done' });
    expect(bench.ticket().fields['title']).toBe(title);
    expect(await problems.sink.reopen(told('reopen', 3))).toMatchObject({
      outcome: 'refused',
      code: 'closed-for-good',
    });
    expect(bench.status()).toBe('closed');
  });

  it('of which there are two for one problem: the second is noted on and resolved', async () => {
    await problems.sink.create(opening());
    const merge = call(operation('alpha', 'merge', 2, keyNamed('main')), problem, { into: 'P-000009' });
    expect(await problems.sink.merge(merge)).toMatchObject({ outcome: 'done' });
    expect(bench.status()).toBe('resolved');
  });

  it('wait for the profile that the account lacks', async () => {
    bench.fake.managesProblems = false;
    expect(await problems.sink.create(opening())).toMatchObject({ outcome: 'failed', code: 'itop-no-right' });
    bench.fake.managesProblems = true;
    expect(await problems.sink.create(opening())).toMatchObject({ outcome: 'done' });
  });

  it('are looked for by nothing but a key, and read by nothing but a ref', async () => {
    expect(await problems.sink.find(`x' OR 1=1 --`)).toMatchObject({ outcome: 'unknown', code: 'itop-no-key' });
    const before = bench.fake.seen.length;
    expect(await problems.reader?.readTickets([`P' OR '1'='1`])).toMatchObject({ tickets: [{ standing: 'deleted' }] });
    expect(bench.fake.seen.length).toBe(before);
  });

  it('in another shape are unknown, not gone', async () => {
    await problems.sink.create(opening());
    const body = { code: 0, objects: { x: { class: 'Problem', key: '1', fields: { ref: problem } } } };
    bench.fake.fail({ on: /^core\/get Problem/, does: { kind: 'status', status: 200, body } });
    expect(await problems.reader?.readTickets([problem])).toMatchObject({ outcome: 'unknown', code: 'itop-misread' });
  });
});
