// What GLPI's numbers for status, priority and type mean, by either API.
import type { SeenTicket, TicketStanding } from '../../reader.ts';

export const standings: Readonly<Record<number, TicketStanding>> = {
  1: 'new',
  2: 'in-progress',
  3: 'in-progress',
  4: 'pending',
  5: 'resolved',
  6: 'closed',
};
/** GLPI's 6 is "Major", 5 "Very high". */
export const priorities: Readonly<Record<number, number>> = { 6: 1, 5: 1, 4: 2, 3: 3, 2: 4, 1: 5 };
export const kinds: Readonly<Record<number, SeenTicket['kind']>> = { 1: 'incident', 2: 'request' };
