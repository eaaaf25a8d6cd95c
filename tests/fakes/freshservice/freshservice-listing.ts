// How the fake Freshservice's tickets and problems stand on its page.
import type { ListedTicket } from '../ticket-list-page.ts';
import { plain } from './freshservice-answers.ts';
import type { FreshFakeProblem } from './freshservice-problems.ts';
import type { FreshFakeTicket } from './freshservice-ticket.ts';

const priorities = ['', 'low', 'medium', 'high', 'urgent'];

export function listedTickets(tickets: ReadonlyMap<number, FreshFakeTicket>): ListedTicket[] {
  const states: Readonly<Record<number, string>> = { 2: 'open', 3: 'pending', 4: 'resolved', 5: 'closed' };
  return [...tickets.values()].map((ticket) => ({
    id: String(ticket.id),
    title: ticket.subject,
    state: states[ticket.status] ?? String(ticket.status),
    isOpen: ticket.status < 4,
    priority: priorities[ticket.priority] ?? String(ticket.priority),
    linkedTo: ticket.notes.flatMap(({ body }) => /→ #(\d+)/.exec(body)?.[1] ?? []),
    said: [
      { public: true, text: plain(ticket.description) },
      ...ticket.notes.map((note) => ({ public: !note.private, text: plain(note.body) })),
      ...(ticket.resolution_notes === '' ? [] : [{ public: true, text: plain(ticket.resolution_notes) }]),
    ],
  }));
}

export function listedProblems(
  problems: ReadonlyMap<number, FreshFakeProblem>,
  all: ReadonlyMap<number, FreshFakeTicket>,
): ListedTicket[] {
  const tickets = [...all.values()];
  return [...problems.values()].map(({ id, subject, status, priority, description, notes }) => ({
    id: String(id),
    title: subject,
    state: ['', 'open', 'change requested', 'closed'][status] ?? String(status),
    isOpen: status !== 3,
    priority: priorities[priority] ?? String(priority),
    linkedTo: tickets.filter(({ problem }) => problem?.display_id === id).map((ticket) => String(ticket.id)),
    said: [description, ...notes.map(({ body }) => body)].map((html) => ({ public: false, text: plain(html) })),
  }));
}
