// What the fake GLPI does for a request of a valid session.
import { created, error, listed, noRight, refused } from './glpi-answer.ts';
import type { GlpiAnswer } from './glpi-answer.ts';
import { createProblem, linkProblem, noteProblem, readProblem, solveProblem } from './glpi-problems.ts';
import type { GlpiQuestion } from './glpi-question.ts';
import { searchAssets, searchTickets } from './glpi-search.ts';
import type { FakeTicket, GlpiStore } from './glpi-store.ts';
import { followupView, groupLinkView, shownText, solutionView, ticketView, userLinkView } from './glpi-views.ts';
import type { View } from './glpi-views.ts';

type Input = Readonly<Record<string, unknown>>;

const isInput = (input: unknown): input is Input =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** Ticket_User and Group_Ticket as recorded (322, 328). */
function createActor(store: GlpiStore, input: Input, view: View): GlpiAnswer {
  const ticket = store.tickets.get(Number(input['tickets_id']));
  if (ticket === undefined) return noRight('ERROR_GLPI_ADD');
  store.assign(ticket.id, Number(input['users_id']));
  return created(view.base, 'Ticket_User', store.userLinks.at(-1)?.id ?? 0, '');
}

function createTicket(store: GlpiStore, input: Input, view: View): GlpiAnswer {
  if (typeof input['entities_id'] === 'number' && !store.entities.has(input['entities_id']))
    return noRight('ERROR_GLPI_ADD');
  const empty = ['locations_id', 'itilcategories_id'].find((field) => input[field] === null);
  if (empty !== undefined) return refused('ERROR_GLPI_ADD', `Column '${empty}' cannot be null`);
  const ticket = store.addTicket(input);
  const name = shownText(ticket.name, { ...view, sanitized: true });
  return created(view.base, 'Ticket', ticket.id, `Item successfully added: ${name} (${String(ticket.id)})`);
}

function updateTicket(store: GlpiStore, id: string | undefined, input: Input): GlpiAnswer {
  if (id === undefined) return { status: 200, body: [[]] };
  const ticket = store.tickets.get(Number(id));
  if (ticket === undefined) return refused('ERROR_GLPI_UPDATE', null);
  if (!store.changeTicket(ticket, input)) return refused('ERROR_GLPI_UPDATE', '');
  return { status: 200, body: [{ [id]: true, message: '' }] };
}

function createFollowup(store: GlpiStore, input: Input, view: View): GlpiAnswer {
  if (input['itemtype'] !== 'Ticket' || input['items_id'] === undefined) return noRight('ERROR_GLPI_ADD');
  if (input['content'] === '' || input['content'] === undefined)
    return refused('ERROR_GLPI_ADD', "You can't add a followup without description");
  const followup = store.addFollowup(input);
  return followup === null ? noRight('ERROR_GLPI_ADD') : created(view.base, 'ITILFollowup', followup.id, '');
}

function createSolution(store: GlpiStore, input: Input, view: View): GlpiAnswer {
  const solution = store.addSolution(input);
  if (solution === 'closed') return noRight('ERROR_GLPI_ADD');
  if (solution === 'solved')
    return refused('ERROR_GLPI_ADD', 'The item is already solved, did anyone pushed a solution before you?');
  return created(view.base, 'ITILSolution', solution.id, `Item successfully added: ${String(solution.id)}`);
}

function createLink(store: GlpiStore, input: Input, view: View): GlpiAnswer {
  const link = store.addLink(input);
  if (link === 'no-right') return noRight('ERROR_GLPI_ADD');
  if (link === 'refused') return refused('ERROR_GLPI_ADD', '');
  return created(view.base, 'Ticket_Ticket', link.id, `Item successfully added: Linked ticket - ID ${String(link.id)}`);
}

function create(store: GlpiStore, type: string, question: GlpiQuestion): GlpiAnswer {
  const { input, view } = question;
  if (!isInput(input)) return error('ERROR_BAD_ARRAY');
  if (type === 'Ticket') return createTicket(store, input, view);
  if (type === 'Problem') return createProblem(store, input, question);
  if (type === 'Problem_Ticket') return linkProblem(store, input, question);
  if (type === 'ITILFollowup' && input['itemtype'] === 'Problem') return noteProblem(store, input, question);
  if (type === 'ITILFollowup') return createFollowup(store, input, view);
  if (type === 'ITILSolution' && input['itemtype'] === 'Problem') return solveProblem(store, input, question);
  if (type === 'ITILSolution') return createSolution(store, input, view);
  if (type === 'Ticket_Ticket') return createLink(store, input, view);
  if (type === 'Ticket_User') return createActor(store, input, view);
  return error('ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM');
}

function paged(rows: readonly { id: number }[], query: URLSearchParams): readonly { id: number }[] {
  const sorted = [...rows].sort((a, b) => (query.get('order') === 'DESC' ? b.id - a.id : a.id - b.id));
  const [from = 0, to = 14] = (query.get('range') ?? '0-14').split('-').map(Number);
  return sorted.slice(from, to + 1);
}

function subList(store: GlpiStore, ticket: FakeTicket, type: string, { query, view }: GlpiQuestion): GlpiAnswer {
  const mine = (row: { items_id: number }): boolean => row.items_id === ticket.id;
  if (type === 'ITILFollowup') {
    const rows = paged(store.followups.filter(mine), query) as typeof store.followups;
    return listed(
      type,
      rows.map((row) => followupView(row, store, view)),
    );
  }
  if (type === 'ITILSolution') {
    const rows = paged(store.solutions.filter(mine), query) as typeof store.solutions;
    return listed(
      type,
      rows.map((row) => solutionView(row, store, view)),
    );
  }
  if (type === 'Group_Ticket' || type === 'Ticket_User') {
    const ours = (row: { tickets_id: number }): boolean => row.tickets_id === ticket.id;
    const groups = store.groupLinks.filter(ours).map((row) => groupLinkView(row, store, view));
    const users = store.userLinks.filter(ours).map((row) => userLinkView(row, store, view));
    return listed(type, type === 'Group_Ticket' ? groups : users);
  }
  if (type === 'Ticket_Ticket') {
    const linked = store.links.filter((link) => link.tickets_id_1 === ticket.id || link.tickets_id_2 === ticket.id);
    return listed(type, paged(linked, query));
  }
  return error('ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM');
}

function readTicket(store: GlpiStore, question: GlpiQuestion): GlpiAnswer {
  const [, id, type] = question.path;
  const ticket = store.tickets.get(Number(id));
  if (ticket === undefined) return error('ERROR_ITEM_NOT_FOUND');
  return type === undefined
    ? { status: 200, body: ticketView(ticket, store, question.view) }
    : subList(store, ticket, type, question);
}

function readEntry(store: GlpiStore, type: string, id: number): GlpiAnswer {
  // The stock Technician profile may not read categories: recorded, 724.
  if (type === 'ITILCategory') return error('ERROR_RIGHT_MISSING');
  const entity = store.entities.get(id);
  const group = store.groups.get(id);
  if (type === 'Entity' && entity !== undefined) return { status: 200, body: { id, name: entity } };
  if (type === 'Group' && group !== undefined) return { status: 200, body: { id, ...group } };
  return error('ERROR_ITEM_NOT_FOUND');
}

function readAsset(store: GlpiStore, type: string, id: number): GlpiAnswer {
  const asset = store.assets.find((each) => each.itemtype === type && each.id === id);
  return asset === undefined ? error('ERROR_ITEM_NOT_FOUND') : { status: 200, body: { id, name: asset.name } };
}

function read(store: GlpiStore, question: GlpiQuestion): GlpiAnswer {
  const [type = '', id] = question.path;
  if (type === 'Problem' || (type === 'search' && id === 'Problem')) return readProblem(store, question);
  if (type === 'getMyProfiles')
    return {
      status: 200,
      body: {
        myprofiles: [{ id: 6, name: 'Technician', entities: [{ id: 0, name: 'Root entity', is_recursive: 1 }] }],
      },
    };
  // Not recorded: after GLPI's manual of the API, and its Session::changeProfile.
  if (type === 'getActiveProfile')
    return { status: 200, body: { active_profile: { id: 6, name: 'Technician', problem: store.problemRights } } };
  if (type === 'search' && id === 'AllAssets') return searchAssets(store, question.query);
  if (store.assets.some(({ itemtype }) => itemtype === type)) return readAsset(store, type, Number(id));
  if (type === 'search' && id === 'Ticket') return searchTickets(store, question.query);
  if (type === 'Ticket' && id !== undefined) return readTicket(store, question);
  if (['Group', 'Entity', 'ITILCategory'].includes(type)) return readEntry(store, type, Number(id));
  return error('ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM');
}

export function answerQuestion(store: GlpiStore, question: GlpiQuestion): GlpiAnswer {
  const { method, path, input } = question;
  const [type = '', id, sub] = path;
  if (method === 'GET') return read(store, question);
  if (method === 'POST') return create(store, sub ?? type, question);
  if (method === 'PUT' && type === 'Problem') return { status: 200, body: [{ [id ?? '']: true, message: '' }] };
  if ((method === 'PUT' || method === 'PATCH') && type === 'Ticket') {
    return isInput(input) ? updateTicket(store, id, input) : error('ERROR_BAD_ARRAY');
  }
  return error('ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM');
}
