// What the fake GLPI does for problems: created and linked as recorded (338b–341), found and read as tickets are.
import { created, error, listed, noRight, refused } from './glpi-answer.ts';
import type { GlpiAnswer } from './glpi-answer.ts';
import type { GlpiQuestion } from './glpi-question.ts';
import { foundRows } from './glpi-search.ts';
import type { GlpiStore } from './glpi-store.ts';

type Input = Readonly<Record<string, unknown>>;

export function createProblem(store: GlpiStore, input: Input, { view }: GlpiQuestion): GlpiAnswer {
  if ((store.problemRights & 4) === 0) return noRight('ERROR_GLPI_ADD');
  const { id, name } = store.addProblem(input);
  return created(view.base, 'Problem', id, `Item successfully added: ${name} (${String(id)})`);
}

export function linkProblem(store: GlpiStore, input: Input, { view }: GlpiQuestion): GlpiAnswer {
  const link = store.addProblemLink(input);
  if (link === 'no-right') return noRight('ERROR_GLPI_ADD');
  const pair = `${String(input['problems_id'])}-${String(input['tickets_id'])}`;
  if (link === 'refused') return refused('ERROR_GLPI_ADD', `Duplicate entry '${pair}' for key 'unicity'`);
  const said = `Item successfully added: Link Ticket/Problem - ID ${String(link.id)}`;
  return created(view.base, 'Problem_Ticket', link.id, said);
}

export function noteProblem(store: GlpiStore, input: Input, { view }: GlpiQuestion): GlpiAnswer {
  const problem = store.problems.get(Number(input['items_id']));
  if (problem === undefined) return noRight('ERROR_GLPI_ADD');
  store.problemNotes.push({ items_id: problem.id, content: String(input['content']) });
  if (input['add_reopen'] === 1 && problem.status >= 5) problem.status = 2;
  return created(view.base, 'ITILFollowup', 1_000 + store.problemNotes.length, '');
}

export function solveProblem(store: GlpiStore, input: Input, { view }: GlpiQuestion): GlpiAnswer {
  const problem = store.problems.get(Number(input['items_id']));
  if (problem === undefined || problem.status >= 5) return noRight('ERROR_GLPI_ADD');
  store.problemNotes.push({ items_id: problem.id, content: String(input['content']) });
  problem.status = 5;
  return created(view.base, 'ITILSolution', 1_000 + store.problemNotes.length, '');
}

export function readProblem(store: GlpiStore, { path, query }: GlpiQuestion): GlpiAnswer {
  const [type, id, sub] = path;
  if (type === 'search') return { status: 200, body: foundRows([...store.problems.values()], query) };
  const problem = store.problems.get(Number(id));
  if (problem === undefined) return error('ERROR_ITEM_NOT_FOUND');
  const mine = ({ items_id: of }: { items_id: number }): boolean => of === problem.id;
  if (sub === 'Problem_Ticket')
    return listed(
      sub,
      store.problemLinks.filter((link) => link.problems_id === problem.id),
    );
  if (sub === 'ITILFollowup')
    return listed(
      sub,
      store.problemNotes.filter(mine).map((note, at) => ({ id: at + 1, ...note })),
    );
  return { status: 200, body: problem };
}
