// The single steps that ticket operations on GLPI are made of, each safe to repeat.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { TicketOperation } from '../../../domain/ticket.ts';
import type { FindOutcome, TicketRef } from '../../sink.ts';
import { gone, misread, stoppedBy, unknown } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Seen, TicketSteps, Told } from '../steps/stepped-sink.ts';
import { markedTitle, noteMark, titleMarker } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import { Followups, isSolved, Links, ProblemLinks, SearchAnswer, status, TicketAnswer } from './glpi-answers.ts';
import { siteUrl } from './glpi-config.ts';
import type { GlpiConfig } from './glpi-config.ts';
import { createdBy } from './glpi-created.ts';
import { GlpiTicketFields, levelsAgain } from './glpi-fields.ts';
import type { GlpiSession } from './glpi-session.ts';
import { noteContent } from './glpi-text.ts';

const linkKinds = { continues: 1, duplicate: 2 } as const;

/** A problem is recorded to be created and linked (338–341); that it is found, read and noted as a ticket is GLPI's CommonITILObject. */
export type GlpiRecord = 'Ticket' | 'Problem';

export class GlpiSteps implements TicketSteps<TicketAnswer> {
  readonly #session: GlpiSession;
  readonly #fields: GlpiTicketFields;
  readonly #pageUrl: string;
  readonly #record: GlpiRecord;

  constructor(
    session: GlpiSession,
    config: GlpiConfig,
    { clock, record = 'Ticket' }: { readonly clock: Pick<Clock, 'now'>; readonly record?: GlpiRecord },
  ) {
    this.#session = session;
    this.#record = record;
    this.#fields = new GlpiTicketFields(session, config, clock);
    this.#pageUrl = siteUrl(config.url, `/front/${record.toLowerCase()}.form.php?id=`);
  }

  refOf(ticket: string): TicketRef {
    return { ticket, url: `${this.#pageUrl}${ticket}` };
  }

  isId(ticket: string): boolean {
    return /^\d{1,10}$/.test(ticket);
  }

  /** By the title's marker, anchored: glpi-observed, pitfall 8. Deleted tickets are not found. */
  async find(key: string): Promise<FindOutcome> {
    const criterion = `criteria[0][field]=1&criteria[0][searchtype]=contains&criteria[0][value]=^${titleMarker(key)}`;
    const query = `${criterion}&forcedisplay[0]=2&range=0-49`.replace(/[[\]^]/g, (sign) => encodeURIComponent(sign));
    const reply = await this.#session.ask({ method: 'GET', path: `search/${this.#record}?${query}` });
    if (reply.kind !== 'ok') return unknown(stoppedBy(reply, 'search'));
    const answer = SearchAnswer.safeParse(reply.json);
    if (!answer.success || (answer.data.totalcount > 0 && answer.data.data === undefined))
      return unknown(misread('glpi', 'search'));
    // GLPI matches without regard to case: what it found is verified.
    const ids = (answer.data.data ?? []).filter((row) => row[1].startsWith(titleMarker(key))).map((row) => row[2]);
    return { outcome: 'found', tickets: ids.sort((a, b) => a - b).map((id) => this.refOf(String(id))) };
  }

  /** The ticket as it stands; gone: purged or in the bin, which takes updates without a word (recorded, 443 and 445). */
  async look(ticket: string): Promise<{ readonly now: TicketAnswer } | { readonly stopped: Stop }> {
    const reply = await this.#session.ask({ method: 'GET', path: `${this.#record}/${ticket}?get_hateoas=false` });
    if (reply.kind === 'refused' && reply.status === 404) return { stopped: gone('GLPI') };
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read ticket') };
    const answer = TicketAnswer.safeParse(reply.json);
    if (!answer.success) return { stopped: misread('glpi', 'read ticket') };
    return answer.data.is_deleted === 0 ? { now: answer.data } : { stopped: gone('GLPI') };
  }

  async create(operation: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }> {
    const told = await (this.#record === 'Ticket' ? this.#fields.of(operation) : this.#fields.ofProblem(operation));
    if ('stopped' in told) return told;
    return createdBy(await this.#session.ask({ method: 'POST', path: this.#record, input: told.input }));
  }

  /** Setting fields twice does no harm. */
  async setFields({ ticket, operation }: Told): Promise<Stopped> {
    const input = { name: markedTitle(operation), ...levelsAgain(operation.fields) };
    const reply = await this.#session.ask({ method: 'PUT', path: `${this.#record}/${ticket}`, input });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'update ticket');
    const seen = await this.look(ticket);
    if ('stopped' in seen) return seen.stopped;
    // Closed by a person, who is right: no field is forced on it.
    return seen.now.status === status.closed ? null : stoppedBy(reply, 'update ticket');
  }

  note(told: Told, kind: NoteKind): Promise<Stopped> {
    return this.#note(told, kind, {});
  }

  /** A solved ticket is opened by this very comment, so it is written although an earlier attempt may have left its mark. */
  open({ now, again, ...told }: Seen<TicketAnswer>): Promise<Stopped> {
    const solved = isSolved(now);
    return this.#note({ ...told, again: again && !solved }, 'public', solved ? { add_reopen: 1 } : {});
  }

  /** 201 comes for unknown tickets too, so it was read first. */
  async solve({ ticket, operation, now }: Seen<TicketAnswer>): Promise<Stopped> {
    if (isSolved(now)) return null;
    const input = { itemtype: this.#record, items_id: Number(ticket), content: noteContent(operation, 'public') };
    const reply = await this.#session.ask({ method: 'POST', path: 'ITILSolution', input });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'solve ticket');
    const after = await this.look(ticket);
    if ('stopped' in after) return after.stopped;
    return isSolved(after.now) ? null : stoppedBy(reply, 'solve ticket');
  }

  /** A second equal link is refused, which is as good. */
  async link(ticket: string, into: string, kind: keyof typeof linkKinds): Promise<Stopped> {
    if (this.#record === 'Problem') return kind === 'duplicate' ? null : this.#tie(ticket, into);
    const input = { tickets_id_1: Number(ticket), tickets_id_2: Number(into), link: linkKinds[kind] };
    const reply = await this.#session.ask({ method: 'POST', path: 'Ticket_Ticket', input });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'link tickets');
    const path = `Ticket/${ticket}/Ticket_Ticket?get_hateoas=false&range=0-99`;
    const links = await this.#session.ask({ method: 'GET', path });
    const known = links.kind === 'ok' ? Links.safeParse(links.json) : null;
    const linked =
      known?.success === true && known.data.some((row) => [row.tickets_id_1, row.tickets_id_2].includes(Number(into)));
    return linked ? null : stoppedBy(reply, 'link tickets');
  }

  /** Recorded, 339–341: the second equal link is refused. */
  async #tie(problem: string, ticket: string): Promise<Stopped> {
    const input = { problems_id: Number(problem), tickets_id: Number(ticket) };
    const reply = await this.#session.ask({ method: 'POST', path: 'Problem_Ticket', input });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'link ticket to problem');
    const path = `Problem/${problem}/Problem_Ticket?get_hateoas=false&range=0-999`;
    const links = await this.#session.ask({ method: 'GET', path });
    const known = links.kind === 'ok' ? ProblemLinks.safeParse(links.json) : null;
    const linked = known?.success === true && known.data.some((row) => row.tickets_id === Number(ticket));
    return linked ? null : stoppedBy(reply, 'link ticket to problem');
  }

  async #note(
    { ticket, operation, again }: Told,
    kind: NoteKind,
    also: Readonly<Record<string, unknown>>,
  ): Promise<Stopped> {
    const text = kind === 'public' ? operation.fields.publicText : operation.fields.technicalText;
    if (text === '') return null;
    if (again) {
      const there = await this.#isNoted(ticket, noteMark(operation, kind));
      if (typeof there !== 'boolean') return there;
      if (there) return null;
    }
    const about = { itemtype: this.#record, items_id: Number(ticket), is_private: kind === 'public' ? 0 : 1 };
    const input = { ...about, content: noteContent(operation, kind), ...also };
    const reply = await this.#session.ask({ method: 'POST', path: 'ITILFollowup', input });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'comment');
    // An unknown parent answers "no permission": pitfall 2.
    const seen = await this.look(ticket);
    return 'stopped' in seen ? seen.stopped : stoppedBy(reply, 'comment');
  }

  async #isNoted(ticket: string, mark: string): Promise<boolean | Stop> {
    const path = `${this.#record}/${ticket}/ITILFollowup?get_hateoas=false&range=0-199&sort=id&order=DESC`;
    const reply = await this.#session.ask({ method: 'GET', path });
    if (reply.kind === 'refused' && reply.status === 404) return gone('GLPI');
    if (reply.kind !== 'ok') return stoppedBy(reply, 'read comments');
    const notes = Followups.safeParse(reply.json);
    if (!notes.success) return misread('glpi', 'read comments');
    return notes.data.some(({ content }) => content?.includes(`[${mark}]`) === true);
  }
}
