// How GLPI 11 says that a ticket is not there, that it is solved, and whose it is.
import type { SinkReply } from '../http/sink-reply.ts';
import { isKey, keyInTitle } from '../text/marks.ts';
import type { TeamMember, V2Ticket } from './glpi-v2-answers.ts';

/** By its own word alone: a 404 without one is another site's. */
export const isUnknown = (reply: SinkReply): boolean => reply.kind === 'refused' && reply.status === 404;

export const isSolved = ({ status }: V2Ticket): boolean => status === 5 || status === 6;
export const isClosed = ({ status }: V2Ticket): boolean => status === 6;

export const membersOf = ({ team }: V2Ticket, role: 'requester' | 'assigned', type: 'user' | 'group'): TeamMember[] =>
  team.filter((member) => member.role === role && member.type === type);

/** The whole key; for tickets that Vigie opened by API v1, the mark in the title. */
export function keyOf({ external_id: key, name }: V2Ticket): string | null {
  return typeof key === 'string' && isKey(key) ? key : keyInTitle(name);
}
