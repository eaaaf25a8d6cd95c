// The single steps that problem records in Freshservice are made of, after the documentation of its API v2.
import type { TicketOperation } from '../../../domain/ticket.ts';
import type { FindOutcome, TicketRef } from '../../sink.ts';
import type { SystemDoor } from '../http/system-door.ts';
import type { SinkReply } from '../http/sink-reply.ts';
import { gone, misread, repairable, stoppedBy, unknown, unreadYes } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Seen, TicketSteps, Told } from '../steps/stepped-sink.ts';
import { titleMarker } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import { CreatedProblem, isMissing, OneProblem, ProblemPage, TiedTicket } from './freshservice-answers.ts';
import type { FreshProblem } from './freshservice-answers.ts';
import type { FreshserviceConfig } from './freshservice-config.ts';
import { changesOfProblem, newProblem } from './freshservice-fields.ts';
import { FreshserviceNotes } from './freshservice-notes.ts';
import { isFreshId, problemStatus } from './freshservice-words.ts';

const pageSize = 100;
/** Problems have no filter, so a key is looked up in the whole list: of a site with more it is not known. */
const mostPages = 30;

export class FreshserviceProblemSteps implements TicketSteps<FreshProblem> {
  readonly #door: SystemDoor;
  readonly #config: FreshserviceConfig;
  readonly #notes: FreshserviceNotes;

  constructor(door: SystemDoor, config: FreshserviceConfig) {
    this.#door = door;
    this.#config = config;
    this.#notes = new FreshserviceNotes(door, { area: 'problems', listed: 'notes', saysWho: false });
  }

  refOf(problem: string): TicketRef {
    return { ticket: problem, url: `${this.#config.url}/a/problems/${problem}` };
  }

  isId(problem: string): boolean {
    return isFreshId(problem);
  }

  async find(key: string): Promise<FindOutcome> {
    const ours: number[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const place = this.#config.workspace === undefined ? '' : `&workspace_id=${String(this.#config.workspace)}`;
      const path = `/problems?per_page=${String(pageSize)}&page=${String(page)}${place}`;
      const reply = await this.#door.ask({ method: 'GET', path });
      if (reply.kind !== 'ok') return unknown(stoppedBy(reply, 'list problems'));
      const answer = ProblemPage.safeParse(reply.json);
      if (!answer.success) return unknown(misread('freshservice', 'list problems'));
      const { problems } = answer.data;
      ours.push(...problems.filter(({ subject }) => subject.startsWith(titleMarker(key))).map(({ id }) => id));
      if (problems.length < pageSize)
        return { outcome: 'found', tickets: ours.sort((a, b) => a - b).map((id) => this.refOf(String(id))) };
    }
    return {
      outcome: 'unknown',
      code: 'freshservice-too-many',
      message: 'list problems: more than can be looked through',
    };
  }

  async create(operation: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }> {
    const json = newProblem(operation, this.#config);
    const reply = await this.#door.ask({ method: 'POST', path: '/problems', json });
    if (reply.kind === 'refused') return { stopped: this.#repairable(reply, 'create problem') };
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'create problem') };
    const created = CreatedProblem.safeParse(reply.json);
    if (!created.success) return { stopped: unreadYes('freshservice', 'create problem') };
    return { ticket: String(created.data.problem.id) };
  }

  async look(problem: string): Promise<{ readonly now: FreshProblem } | { readonly stopped: Stop }> {
    const reply = await this.#door.ask({ method: 'GET', path: `/problems/${problem}` });
    if (isMissing(reply)) return { stopped: gone('Freshservice') };
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read problem') };
    const answer = OneProblem.safeParse(reply.json);
    return answer.success ? { now: answer.data.problem } : { stopped: misread('freshservice', 'read problem') };
  }

  async setFields({ ticket, operation, now }: Seen<FreshProblem>): Promise<Stopped> {
    if (now.status === problemStatus.closed) return null;
    const changes = changesOfProblem(operation, now, this.#config);
    return Object.keys(changes).length === 0 ? null : this.#put(`/problems/${ticket}`, changes, 'update problem');
  }

  note(told: Told, kind: NoteKind): Promise<Stopped> {
    return this.#notes.tell(told, kind);
  }

  /** Of a second record of the same problem alone: who finds the cause closes the first. */
  async solve({ ticket, now }: Seen<FreshProblem>): Promise<Stopped> {
    if (now.status === problemStatus.closed) return null;
    return this.#put(`/problems/${ticket}`, { status: problemStatus.closed }, 'close problem');
  }

  async open(seen: Seen<FreshProblem>): Promise<Stopped> {
    const closed = seen.now.status === problemStatus.closed;
    const json = { status: problemStatus.open };
    const stopped = closed ? await this.#put(`/problems/${seen.ticket}`, json, 'reopen problem') : null;
    return stopped ?? this.note(seen, 'public');
  }

  /** A ticket has one problem: what a person chose stays. A ticket that is gone needs none. */
  async link(problem: string, ticket: string, kind: 'continues' | 'duplicate'): Promise<Stopped> {
    if (kind === 'duplicate') return null;
    const reply = await this.#door.ask({ method: 'GET', path: `/tickets/${ticket}?include=problem` });
    if (isMissing(reply)) return null;
    if (reply.kind !== 'ok') return stoppedBy(reply, 'read ticket');
    const answer = TiedTicket.safeParse(reply.json);
    if (!answer.success) return misread('freshservice', 'read ticket');
    if (isTied(answer.data.ticket.problem)) return null;
    const json = { problem: { display_id: Number(problem) } };
    const stopped = await this.#put(`/tickets/${ticket}`, json, 'link ticket to problem');
    return stopped?.outcome === 'refused' && stopped.code === 'closed-for-good' ? null : stopped;
  }

  async #put(path: string, json: object, what: string): Promise<Stopped> {
    const reply = await this.#door.ask({ method: 'PUT', path, json });
    if (reply.kind === 'ok') return null;
    if (isMissing(reply)) return gone('Freshservice');
    return reply.kind === 'refused' ? this.#repairable(reply, what) : stoppedBy(reply, what);
  }

  /** A field that a form demands, or a right: a person's to repair. */
  #repairable({ code, status }: SinkReply & { kind: 'refused' }, what: string): Stop {
    return repairable('freshservice-problem-refused', `${what}: ${code} (${String(status)})`);
  }
}

function isTied(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && Object.keys(problem).length > 0;
}
