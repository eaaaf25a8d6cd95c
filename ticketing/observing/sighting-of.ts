// What a reader saw of a ticket, as the sighting that planning judges: people's part of it alone, bounded.
import { hexId } from '../../domain/identity.ts';
import type { TicketSighting, UserTicket } from '../../domain/ticket.ts';
import type { SeenTicket } from '../reader.ts';

export interface SightedLane {
  readonly sink: string;
  readonly incident: string;
  /** 26 characters. */
  readonly key: string;
  readonly url: string | null;
  /** The last operation carried out before the look; null: something was on its way. */
  readonly afterSeq: number | null;
}

const commentLength = 2_000;
const nameLength = 200;
const titleLength = 500;
const textLength = 4_000;

const cut = (name: string | null): string | null => (name === null ? null : name.slice(0, nameLength));

export function sightingOf(seen: SeenTicket, { sink, incident, key, url, afterSeq }: SightedLane): TicketSighting {
  const { ticket, standing, changedAt, priority, mergedInto } = seen;
  const comments = seen.comments
    .filter(({ own }) => !own)
    .map(({ id, author, public: isPublic, text }) => {
      return { id, author: author.slice(0, nameLength), public: isPublic, text: text.slice(0, commentLength) };
    });
  return {
    ...{ sink, incident, key, ticket, url: seen.url ?? url, afterSeq, standing, changedAt, priority, mergedInto },
    ...{ team: cut(seen.team), assignee: cut(seen.assignee), comments },
  };
}

/** Two looks with the same trace tell the same. */
export function traceOf({ afterSeq, standing, priority, team, assignee, comments }: TicketSighting): string {
  return JSON.stringify([afterSeq, standing, priority, team, assignee, comments.map(({ id }) => id)]);
}

/** A person's own ticket, bounded; who that is, as a hash: it tells people apart, and need not tell more. */
export function userTicketOf(seen: SeenTicket, sink: string): UserTicket {
  const { ticket, url, kind, title, text, changedAt } = seen;
  const requester = seen.requester === null ? null : hexId('requester', sink, seen.requester);
  const said = { title: title.slice(0, titleLength), text: text.slice(0, textLength), requester };
  return { sink, ticket, url, kind, ...said, changedAt };
}
