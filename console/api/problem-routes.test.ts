import { afterEach, beforeEach, expect, it } from 'vitest';
import { problemChangeKind } from '../../domain/problem.ts';
import type { Problem } from '../../domain/problem.ts';
import { toldConsole, type ToldConsole } from '../../tests/fakes/told-console.ts';
import { start } from '../../tests/fakes/told-facts.ts';
import { ProblemPage, ProblemRow } from './problem-contract.ts';

let desk: ToldConsole;
beforeEach(async () => {
  desk = await toldConsole();
});
afterEach(() => desk.app.close());

function problem(number: number, parts: Partial<Problem> = {}): Problem {
  return {
    ...{ id: `P${String(number)}`, number: `PRB-${String(number)}`, tenant: 'acme', generation: 1, state: 'proposed' },
    failure: { ci: 'sw-1', ciName: 'sw-1', ciClass: 'switch', kind: 'reachability' },
    ...{ proposedAt: start, openedAt: null, closedAt: null, by: null, count: 3, continues: null },
    incidents: [{ incident: 'i1', number: 'I-1', at: start }],
    ...parts,
  };
}

async function tell(...problems: readonly Problem[]): Promise<void> {
  for (const each of problems)
    await desk.told.write('tickets', problemChangeKind, start, { problem: each, decisions: [] });
}

it('lists problems, newest first, by state, in the language asked', async () => {
  await tell(problem(1), problem(2, { state: 'open', openedAt: start, by: 'Anna' }), problem(1, { count: 4 }));
  const all = ProblemPage.parse((await desk.get('/api/v1/problems')).body);
  expect(all.items.map(({ number, count }) => [number, count])).toEqual([
    ['PRB-2', 3],
    ['PRB-1', 4],
  ]);
  expect(all.items[0]).toMatchObject({ name: 'switch sw-1: does not answer', by: 'Anna', tickets: [] });
  const open = ProblemPage.parse((await desk.get('/api/v1/problems?state=open&lang=fr')).body);
  expect(open.items).toMatchObject([{ number: 'PRB-2', name: 'commutateur sw-1 : ne répond pas' }]);
  const page = ProblemPage.parse((await desk.get('/api/v1/problems?limit=1')).body);
  const next = ProblemPage.parse((await desk.get(`/api/v1/problems?limit=1&after=${page.next ?? ''}`)).body);
  expect(next.items).toMatchObject([{ number: 'PRB-1' }]);
});

it('shows one by id or number, and knows no others', async () => {
  await tell(problem(7));
  expect(ProblemRow.parse((await desk.get('/api/v1/problems/PRB-7')).body)).toMatchObject({ id: 'P7' });
  expect(ProblemRow.parse((await desk.get('/api/v1/problems/P7')).body)).toMatchObject({ number: 'PRB-7' });
  expect((await desk.get('/api/v1/problems/PRB-8')).status).toBe(404);
  expect((await desk.get('/api/v1/problems?state=burning')).status).toBe(400);
});

it('takes a wish as a record, and refuses what is none', async () => {
  await tell(problem(7));
  const post = (path: string, payload: object) =>
    desk.app.inject({ method: 'POST', url: `/api/v1/problems/${path}`, payload });
  expect((await post('PRB-7/open', { by: 'Anna', reason: 'third time' })).statusCode).toBe(202);
  const [record] = await desk.told.log.read('incidents', 0, 0, 10);
  expect(record).toMatchObject({
    kind: 'problem-wish',
    body: { problem: 'P7', wish: 'open', by: 'Anna', reason: 'third time' },
  });
  expect((await post('PRB-7/open', { by: '' })).statusCode).toBe(400);
  expect((await post('PRB-8/open', { by: 'Anna', reason: 'x' })).statusCode).toBe(404);
  expect((await post('PRB-7/burn', { by: 'Anna', reason: 'x' })).statusCode).toBe(404);
});
