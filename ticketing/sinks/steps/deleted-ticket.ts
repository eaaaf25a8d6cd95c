// A ticket that a system no longer has, as readers tell it.
import type { SeenTicket } from '../../reader.ts';

export function deletedTicket(ticket: string): SeenTicket {
  return {
    ticket,
    url: null,
    key: null,
    kind: 'other',
    title: '',
    text: '',
    standing: 'deleted',
    changedAt: 0,
    priority: null,
    team: null,
    assignee: null,
    requester: null,
    mergedInto: null,
    comments: [],
  };
}
