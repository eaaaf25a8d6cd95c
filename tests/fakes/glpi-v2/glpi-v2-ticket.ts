// A ticket of the fake GLPI 11, as it keeps it, as its API shows it, and as a person sees it.
import { plainText } from '../../../ticketing/text/html-text.ts';
import type { FakeAnswer } from '../fake-system.ts';
import type { ListedTicket } from '../ticket-list-page.ts';
import { stamp } from './glpi-v2-answers.ts';

export interface V2FakeTicket {
  readonly id: number;
  name: string;
  content: string;
  external_id: string | null;
  entity: number;
  category: number;
  status: number;
  urgency: number;
  impact: number;
  priority: number;
  type: number;
  is_deleted: boolean;
  date_mod: number;
  readonly team: {
    readonly type: 'Group' | 'User';
    readonly id: number;
    readonly role: number;
    readonly name: string;
  }[];
  readonly notes: {
    readonly id: number;
    readonly content: string;
    readonly is_private: boolean;
    readonly at: number;
    readonly by: string;
  }[];
  readonly solutions: string[];
}

const roles = ['', 'requester', 'assigned', 'observer'];
const states = ['', 'new', 'assigned', 'planned', 'pending', 'solved', 'closed'];
const priorities = ['', 'very low', 'low', 'medium', 'high', 'very high', 'major'];

/** As 11.0.0: members of a team without type and id, but with the address of their page. */
export function viewOf(ticket: V2FakeTicket): object {
  const { notes: _notes, solutions: _solutions, team, entity, category, status, date_mod, ...shown } = ticket;
  return {
    ...shown,
    entity: { id: entity, name: '' },
    category: category === 0 ? null : { id: category, name: '' },
    status: { id: status, name: states[status] },
    date_mod: stamp(date_mod),
    team: team.map(({ type, id, role, name }) => {
      const href = `/front/${type.toLowerCase()}.form.php?id=${String(id)}`;
      return { role: roles[role] ?? role, name, display_name: name, href };
    }),
  };
}

export function listedTicket(ticket: V2FakeTicket): ListedTicket {
  return {
    id: String(ticket.id),
    title: ticket.name,
    state: ticket.is_deleted ? 'deleted' : (states[ticket.status] ?? String(ticket.status)),
    isOpen: ticket.status < 5 && !ticket.is_deleted,
    priority: priorities[ticket.priority] ?? String(ticket.priority),
    linkedTo: ticket.notes.flatMap(({ content }) => /→ #(\d+)/.exec(content)?.[1] ?? []),
    said: [
      { public: true, text: plainText(ticket.content) },
      ...ticket.notes.map((note) => ({ public: !note.is_private, text: plainText(note.content) })),
      ...ticket.solutions.map((content) => ({ public: true, text: plainText(content) })),
    ],
  };
}

/** All of them at once, each under its type. */
export function timelineOf({ notes }: V2FakeTicket): FakeAnswer {
  const items = notes.map(({ id, content, is_private, at, by }) => ({
    type: 'Followup',
    item: { id, content, is_private, date_creation: stamp(at), date_mod: stamp(at), user: { id: 8, name: by } },
  }));
  return { status: 200, body: items };
}
