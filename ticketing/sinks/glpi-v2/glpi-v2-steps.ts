// The single steps that ticket operations on GLPI 11 are made of, each safe to repeat.
import type { TicketOperation } from '../../../domain/ticket.ts';
import { closedForGood } from '../../sink.ts';
import type { FindOutcome, TicketRef } from '../../sink.ts';
import { siteUrl } from '../glpi/glpi-config.ts';
import { createdBy } from '../glpi/glpi-created.ts';
import { noteContent } from '../glpi/glpi-text.ts';
import type { SinkReply } from '../http/sink-reply.ts';
import { gone, misread, repairable, stoppedBy, unknown } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Seen, TicketSteps, Told } from '../steps/stepped-sink.ts';
import { isKey } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import { V2Ticket, V2Tickets } from './glpi-v2-answers.ts';
import type { GlpiV2Config } from './glpi-v2-config.ts';
import type { GlpiV2Door } from './glpi-v2-door.ts';
import { GlpiV2Fields, levelsOf, titleOf } from './glpi-v2-fields.ts';
import { GlpiV2Notes } from './glpi-v2-notes.ts';
import { isClosed, isSolved, isUnknown, membersOf } from './glpi-v2-words.ts';

/** Team::ROLE_ASSIGNED. By number: the textual role ends in a 500 on 11.0.1 to 11.0.4 (glpi-project/glpi #21583). */
const assignedRole = 2;
const [incoming, assigned] = [1, 2];

export class GlpiV2Steps implements TicketSteps<V2Ticket> {
  readonly notes: GlpiV2Notes;
  readonly #door: GlpiV2Door;
  readonly #fields: GlpiV2Fields;
  readonly #page: string;

  constructor(door: GlpiV2Door, config: GlpiV2Config) {
    this.#door = door;
    this.notes = new GlpiV2Notes(door);
    this.#fields = new GlpiV2Fields(door, config);
    this.#page = siteUrl(config.url, '/front/ticket.form.php?id=');
  }

  refOf(ticket: string): TicketRef {
    return { ticket, url: `${this.#page}${ticket}` };
  }

  isId(ticket: string): boolean {
    return /^[1-9]\d{0,9}$/.test(ticket);
  }

  /** By the whole key. A ticket without it in the answer shows that the filter was not heeded: that is never "none". */
  async find(key: string): Promise<FindOutcome> {
    if (!isKey(key)) return { outcome: 'found', tickets: [] };
    const wanted = new URLSearchParams({ filter: `external_id=="${key}"`, limit: '50' });
    const reply = await this.#door.ask({ method: 'GET', path: `/Assistance/Ticket?${wanted.toString()}` });
    if (reply.kind !== 'ok') return unknown(stoppedBy(reply, 'search'));
    const answer = V2Tickets.safeParse(reply.json);
    // Of an empty list it ends in `0--1/0` (ResourceAccessor.php, `searchBySchema`).
    const total = /\/(\d{1,9})$/.exec(reply.headers['content-range'] ?? '')?.[1];
    if (!answer.success || total === undefined || (answer.data.length === 0 && total !== '0'))
      return unknown(misread('glpi', 'search'));
    if (answer.data.some((ticket) => ticket.external_id !== key)) return unknown(misread('glpi', 'search by key'));
    const ids = answer.data.filter((ticket) => !ticket.is_deleted).map(({ id }) => id);
    return { outcome: 'found', tickets: ids.sort((a, b) => a - b).map((id) => this.refOf(String(id))) };
  }

  async create(operation: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }> {
    const json = await this.#fields.of(operation);
    return createdBy(await this.#door.ask({ method: 'POST', path: '/Assistance/Ticket', json }));
  }

  /** What a create may have left out: the key, and the group, which v2 takes by a call of its own (#21159, #25139). */
  async complete(ticket: string, operation: TicketOperation): Promise<Stopped> {
    const looked = await this.look(ticket);
    if ('stopped' in looked) return looked.stopped;
    if (looked.now.external_id !== operation.key) {
      const stopped = await this.#patch(ticket, { external_id: operation.key }, 'write the key');
      if (stopped !== null) return stopped;
    }
    const group = await this.#fields.groupOf(operation);
    if (group === null || membersOf(looked.now, 'assigned', 'group').some(({ id }) => id === group)) return null;
    const json = { type: 'Group', id: group, role: assignedRole };
    const reply = await this.#door.ask({ method: 'POST', path: `/Assistance/Ticket/${ticket}/TeamMember`, json });
    // 201 with `null`. Refused: it has the group by now, or may not; the ticket itself is what counts.
    return reply.kind === 'ok' || reply.kind === 'refused' ? null : stoppedBy(reply, 'assign group');
  }

  /** Gone: purged, or in the bin. */
  async look(ticket: string): Promise<{ readonly now: V2Ticket } | { readonly stopped: Stop }> {
    const reply = await this.#door.ask({ method: 'GET', path: `/Assistance/Ticket/${ticket}` });
    if (isUnknown(reply)) return { stopped: gone('GLPI') };
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read ticket') };
    const answer = V2Ticket.safeParse(reply.json);
    if (!answer.success) return { stopped: misread('glpi', 'read ticket') };
    return answer.data.is_deleted ? { stopped: gone('GLPI') } : { now: answer.data };
  }

  /** Setting fields twice does no harm; what a person closed keeps them. */
  async setFields({ ticket, operation, now }: Seen<V2Ticket>): Promise<Stopped> {
    if (isClosed(now)) return null;
    return this.#patch(ticket, { name: titleOf(operation), ...levelsOf(operation.fields) }, 'update ticket');
  }

  note(told: Told, kind: NoteKind): Promise<Stopped> {
    return this.notes.tell(told, kind);
  }

  /** A second solution is refused; so is one on a ticket that somebody solved meanwhile. */
  async solve({ ticket, operation, now }: Seen<V2Ticket>): Promise<Stopped> {
    if (isSolved(now)) return null;
    const json = { content: noteContent(operation, 'public') };
    const path = `/Assistance/Ticket/${ticket}/Timeline/Solution`;
    return this.#unlessSolved(ticket, await this.#door.ask({ method: 'POST', path, json }));
  }

  /** A follow-up of v2 has no `add_reopen`: the status is set, as GLPI would set it. */
  async open(seen: Seen<V2Ticket>): Promise<Stopped> {
    if (!isSolved(seen.now)) return this.note(seen, 'public');
    const taken = seen.now.team.some(({ role }) => role === 'assigned');
    const status = { id: taken ? assigned : incoming };
    const stopped = await this.#patch(seen.ticket, { status }, 'reopen ticket');
    if (stopped?.outcome === 'refused') return { ...stopped, code: closedForGood };
    return stopped ?? this.note(seen, 'public');
  }

  link(ticket: string, into: string): Promise<Stopped> {
    return this.notes.name(ticket, into, this.refOf(into).url ?? '');
  }

  async #patch(ticket: string, json: Readonly<Record<string, unknown>>, what: string): Promise<Stopped> {
    const reply = await this.#door.ask({ method: 'PATCH', path: `/Assistance/Ticket/${ticket}`, json });
    if (reply.kind === 'ok') return null;
    return isUnknown(reply) ? gone('GLPI') : stoppedBy(reply, what);
  }

  async #unlessSolved(ticket: string, reply: SinkReply): Promise<Stopped> {
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'solve ticket');
    const after = await this.look(ticket);
    if ('stopped' in after) return after.stopped;
    return isSolved(after.now) ? null : repairable('glpi-solve-refused', `solve ticket ${ticket}: ${reply.code}`);
  }
}
