// The forgetful fake with a reader beside it, and hands: people take, close, merge and delete its tickets.
import type { ReadOutcome, SeenComment, SeenTicket, TicketReader, TicketStanding } from '../../ticketing/reader.ts';
import { ForgetfulSink } from './forgetful-sink.ts';
import type { ForgetfulTicket } from './forgetful-sink.ts';

export interface Hand {
  standing?: TicketStanding;
  assignee?: string | null;
  team?: string | null;
  priority?: number;
  mergedInto?: string;
  comment?: string;
}

interface Handled {
  readonly hand: Omit<Hand, 'comment'>;
  readonly comments: SeenComment[];
}

export class ForgetfulSystem implements TicketReader {
  readonly sink = new ForgetfulSink();
  readonly #handled = new Map<string, Handled>();
  readonly #reported = new Map<string, Pick<SeenTicket, 'title' | 'text' | 'requester'>>();
  /** Ticket → which of its changes it is; the cursor counts changes. */
  readonly #changes: string[] = [];
  readonly #stood = new Map<string, string>();
  /** Null: answers; else the code of its silence. */
  silent: string | null = null;

  /** A person opens a ticket of their own. */
  report(ticket: string, title: string, { requester = 'Anna', text = '' } = {}): void {
    this.#reported.set(ticket, { title, text, requester });
    this.#changes.push(ticket);
  }

  /** A person's hand on a ticket; what they do not touch stays. */
  touch(ticket: string, { comment, ...hand }: Hand): void {
    const known = this.#handled.get(ticket) ?? { hand: {}, comments: [] };
    const said: SeenComment[] =
      comment === undefined
        ? []
        : [
            {
              ...{
                id: `c${String(known.comments.length + 1)}`,
                at: this.sink.clock(),
                author: hand.assignee ?? 'Anna',
              },
              ...{ own: false, public: true, text: comment },
            },
          ];
    this.#handled.set(ticket, { hand: { ...known.hand, ...hand }, comments: [...known.comments, ...said] });
    this.#changes.push(ticket);
    const own = this.sink.tickets.get(ticket);
    if (own !== undefined && hand.standing !== undefined)
      own.open = !['resolved', 'closed', 'merged', 'deleted'].includes(hand.standing);
  }

  readSince(cursor: string | null): Promise<ReadOutcome> {
    if (this.silent !== null) return this.#silence();
    this.#noteOwnChanges();
    const from = cursor === null ? this.#changes.length : Number(cursor);
    const ids = [...new Set(this.#changes.slice(from))];
    return Promise.resolve({
      ...{ outcome: 'read', tickets: ids.map((id) => this.#seen(id)) },
      ...{ cursor: String(this.#changes.length), more: false },
    });
  }

  readTickets(ids: readonly string[]): Promise<ReadOutcome> {
    if (this.silent !== null) return this.#silence();
    return Promise.resolve({ outcome: 'read', tickets: ids.map((id) => this.#seen(id)), cursor: '', more: false });
  }

  /** Vigie's own writes are changes too, as in every real system. */
  #noteOwnChanges(): void {
    for (const { id, said, open } of this.sink.tickets.values()) {
      const stands = `${String(said.length)} ${String(open)}`;
      if (this.#stood.get(id) !== stands) this.#changes.push(id);
      this.#stood.set(id, stands);
    }
  }

  #silence(): Promise<ReadOutcome> {
    return Promise.resolve({ outcome: 'unknown', code: this.silent ?? '', message: 'silent' });
  }

  #reportedTicket(ticket: string, said: Pick<SeenTicket, 'title' | 'text' | 'requester'>): SeenTicket {
    return {
      ...{ ticket, url: null, key: null, kind: 'incident', ...said, standing: 'new', priority: 3, team: null },
      ...{ changedAt: this.sink.clock(), assignee: null, mergedInto: null, comments: [] },
    };
  }

  #seen(id: string): SeenTicket {
    const reported = this.#reported.get(id);
    if (reported !== undefined) return this.#reportedTicket(id, reported);
    const ticket = this.sink.tickets.get(id);
    const { hand, comments } = this.#handled.get(id) ?? { hand: {}, comments: [] };
    return {
      ...{ ticket: id, url: null, key: ticket?.key ?? null, kind: 'incident', title: ticket?.title ?? '', text: '' },
      ...{ standing: standingOf(ticket, hand), changedAt: this.sink.clock() },
      ...{ priority: hand.priority ?? priorityIn(ticket), team: hand.team ?? null, assignee: hand.assignee ?? null },
      ...{ requester: null, mergedInto: hand.mergedInto ?? null, comments },
    };
  }
}

/** What Vigie did since the hand counts: a reopened ticket is open whatever the hand had said. */
function standingOf(ticket: ForgetfulTicket | undefined, { standing }: Hand): TicketStanding {
  if (ticket === undefined) return 'deleted';
  if (standing === 'merged' || standing === 'deleted') return standing;
  if (!ticket.open) return standing === 'closed' ? 'closed' : 'resolved';
  return standing === undefined || standing === 'resolved' || standing === 'closed' ? 'in-progress' : standing;
}

function priorityIn(ticket: ForgetfulTicket | undefined): number {
  return Number(/^P([1-5])/.exec(ticket?.title ?? '')?.[1] ?? '3');
}
