// The single steps that ticket operations on RT are made of. RT says 200 to what it refuses: what was written is read back.
import type { TicketOperation } from '../../../domain/ticket.ts';
import type { FindOutcome, TicketRef } from '../../sink.ts';
import type { SystemDoor } from '../http/system-door.ts';
import { gone, misread, repairable, stoppedBy, unknown, unreadYes } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import type { Seen, TicketSteps, Told } from '../steps/stepped-sink.ts';
import { noteMark, titleMarker } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import { Created, firstSentence, FoundList, History } from './rt-answers.ts';
import { rtStates } from './rt-config.ts';
import type { RtConfig } from './rt-config.ts';
import type { RtQueues } from './rt-queues.ts';
import { describeTicket, noteSubject, rtSubject, rtText } from './rt-text.ts';
import { carriesKey, isEnded, RtTickets } from './rt-tickets.ts';
import type { RtNow } from './rt-tickets.ts';

/** Others may write between our read and our write: If-Match tells, and we read again. */
const attempts = 3;

export class RtSteps implements TicketSteps<RtNow> {
  readonly #door: SystemDoor;
  readonly #config: RtConfig;
  readonly #queues: RtQueues;
  readonly #tickets: RtTickets;

  constructor(door: SystemDoor, config: RtConfig, queues: RtQueues) {
    this.#door = door;
    this.#config = config;
    this.#queues = queues;
    this.#tickets = new RtTickets(door, config);
  }

  refOf(ticket: string): TicketRef {
    return { ticket, url: `${this.#config.url}/Ticket/Display.html?id=${ticket}` };
  }

  isId(ticket: string): boolean {
    return /^[1-9]\d{0,9}$/.test(ticket);
  }

  /** By field or mark; `EffectiveId > 0` finds what was merged away too. Plain SQL: no lag. */
  async find(key: string): Promise<FindOutcome> {
    const { keyField } = this.#config;
    const query = `('CF.{${keyField}}' = '${key}' OR Subject LIKE '${titleMarker(key)}') AND EffectiveId > 0`;
    const wanted = new URLSearchParams({ query, fields: 'Subject,CustomFields', per_page: '50', orderby: 'id' });
    const reply = await this.#door.ask({ method: 'GET', path: `/tickets?${wanted.toString()}` });
    if (reply.kind !== 'ok') return unknown(stoppedBy(reply, 'search'));
    const answer = FoundList.safeParse(reply.json);
    if (!answer.success) return unknown(misread('rt', 'search'));
    const ids = answer.data.items.filter((ticket) => carriesKey(ticket, key, keyField)).map(({ id }) => id);
    return { outcome: 'found', tickets: ids.sort((a, b) => a - b).map((id) => this.refOf(String(id))) };
  }

  async create(operation: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }> {
    const queue = this.#queues.queueOf(operation);
    const keyed = await this.#queues.hasKeyField(queue);
    const { keyField, priorities, requestor } = this.#config;
    const json = {
      Queue: queue,
      Subject: rtSubject(operation, !keyed),
      Content: describeTicket(operation),
      ContentType: 'text/plain',
      Priority: priorities[String(operation.fields.priority) as keyof typeof priorities],
      ...(requestor === undefined ? {} : { Requestor: requestor }),
      ...(keyed ? { CustomFields: { [keyField]: operation.key } } : {}),
    };
    const reply = await this.#door.ask({ method: 'POST', path: '/ticket', json });
    if (reply.kind === 'refused') {
      const message = `create ticket in queue ${queue}: ${reply.code} (${String(reply.status)})`;
      return { stopped: repairable('rt-create-refused', message) };
    }
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'create ticket') };
    const created = Created.safeParse(reply.json);
    if (!created.success) return { stopped: unreadYes('rt', 'create ticket') };
    const ticket = String(created.data.id);
    if (keyed) await this.#verifyKey(ticket, operation, queue);
    return { ticket };
  }

  look(ticket: string): Promise<{ readonly now: RtNow } | { readonly stopped: Stop }> {
    return this.#tickets.look(ticket);
  }

  /** Nothing is forced on the ticket that ours was merged into. */
  async setFields({ ticket, operation, now }: Seen<RtNow>): Promise<Stopped> {
    const { priorities } = this.#config;
    let seen = now;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (seen.mergedInto !== null) return null;
      const Subject = rtSubject(operation, seen.subject.startsWith(titleMarker(operation.key)));
      const Priority = priorities[String(operation.fields.priority) as keyof typeof priorities];
      if (seen.subject === Subject && seen.priority === Priority) return null;
      const written = await this.#write(ticket, seen, { Subject, Priority });
      if ('stopped' in written) return written.stopped;
      if (written.now.subject === Subject && written.now.priority === Priority) return null;
      if (!written.stale) return { outcome: 'refused', code: 'rt-update-refused', message: written.said };
      seen = written.now;
    }
    return { outcome: 'failed', code: 'rt-changing', message: 'the ticket changed at each attempt', systemic: false };
  }

  note(told: Told | Seen<RtNow>, kind: NoteKind): Promise<Stopped> {
    const { fields } = told.operation;
    const text = kind === 'public' ? fields.publicText : fields.technicalText;
    return this.#say(told, kind, text, 'now' in told ? told.now : null);
  }

  async solve(seen: Seen<RtNow>): Promise<Stopped> {
    const { ticket, operation, now } = seen;
    const { publicText } = operation.fields;
    if (now.mergedInto !== null) return this.#say(seen, 'public', publicText, now);
    if (isEnded(now, this.#config)) return null;
    return this.#sayAndSet(seen, rtStates(this.#config).at('resolved') ?? 'resolved', async () => {
      const after = await this.#tickets.look(ticket);
      if ('stopped' in after) return after.stopped;
      return isEnded(after.now, this.#config) ? null : 'rt-resolve-refused';
    });
  }

  async open(seen: Seen<RtNow>): Promise<Stopped> {
    const { ticket, operation, now } = seen;
    if (now.mergedInto !== null || !isEnded(now, this.#config))
      return this.#say(seen, 'public', operation.fields.publicText, now);
    return this.#sayAndSet(seen, rtStates(this.#config).at('assigned') ?? 'open', async () => {
      const after = await this.#tickets.look(ticket);
      if ('stopped' in after) return after.stopped;
      return isEnded(after.now, this.#config) ? 'rt-reopen-refused' : null;
    });
  }

  /** RT knows no "duplicate of": both kinds are "refers to". A second equal link does no harm. */
  async link(ticket: string, into: string): Promise<Stopped> {
    const reply = await this.#door.ask({
      method: 'PUT',
      path: `/ticket/${ticket}`,
      json: { AddRefersTo: [into] },
    });
    if (reply.kind !== 'ok') return stoppedBy(reply, 'link tickets');
    const after = await this.#tickets.look(ticket);
    if ('stopped' in after) return after.stopped;
    if (after.now.refersTo.includes(Number(into))) return null;
    const target = await this.#tickets.look(into);
    // Gone or merged away: there is nothing to link to.
    if ('stopped' in target) return target.stopped.outcome === 'refused' ? null : target.stopped;
    if (target.now.mergedInto !== null) return null;
    return { outcome: 'refused', code: 'rt-link-refused', message: `link tickets: ${firstSentence(reply.json)}` };
  }

  /** The key would be lost without a word: where the field did not take it, the subject's mark carries it. */
  async #verifyKey(ticket: string, operation: TicketOperation, queue: string): Promise<void> {
    const looked = await this.#tickets.look(ticket);
    if ('stopped' in looked || looked.now.key === operation.key) return;
    this.#queues.distrustKeyField(queue);
    await this.#write(ticket, looked.now, { Subject: rtSubject(operation, true) });
  }

  /** What stands there afterwards; `stale`: somebody else had written, so nothing of ours was. */
  async #write(
    ticket: string,
    seen: RtNow,
    json: object,
  ): Promise<{ now: RtNow; stale: boolean; said: string } | { stopped: Stop }> {
    const headers: Record<string, string> = seen.etag === null ? {} : { 'If-Match': seen.etag };
    const reply = await this.#door.ask({ method: 'PUT', path: `/ticket/${ticket}`, json, headers });
    const stale = reply.kind === 'refused' && reply.status === 412;
    if (reply.kind !== 'ok' && !stale) return { stopped: stoppedBy(reply, 'update ticket') };
    const after = await this.#tickets.look(ticket);
    return 'stopped' in after ? after : { ...after, stale, said: firstSentence('json' in reply ? reply.json : null) };
  }

  /**
   * A correspondence opens what is new or ended (recorded, 17 and 24b), so a status that should stay is sent with it.
   * What a person has ended, or another ticket that ours was merged into, is told in a comment, which changes nothing.
   */
  async #say({ ticket, operation, again }: Told, kind: NoteKind, text: string, now: RtNow | null): Promise<Stopped> {
    if (text === '') return null;
    if (again) {
      const there = await this.#isNoted(ticket, noteMark(operation, kind));
      if (typeof there !== 'boolean') return there;
      if (there) return null;
    }
    const quiet = kind === 'technical' || now === null || now.mergedInto !== null || isEnded(now, this.#config);
    const json = {
      Subject: noteSubject(operation, kind),
      Content: rtText(text),
      ContentType: 'text/plain',
      ...(quiet ? {} : { Status: now.status }),
    };
    const path = `/ticket/${ticket}/${quiet ? 'comment' : 'correspond'}`;
    const reply = await this.#door.ask({ method: 'POST', path, json });
    if (reply.kind === 'ok') return null;
    if (reply.kind !== 'refused') return stoppedBy(reply, 'comment');
    // An unknown ticket answers "Permission Denied" (recorded, 26c).
    const looked = await this.#tickets.look(ticket);
    return 'stopped' in looked ? looked.stopped : stoppedBy(reply, 'comment');
  }

  /** One correspondence that sets the status; `verify` names what it did not reach. */
  async #sayAndSet(
    { ticket, operation, again }: Seen<RtNow>,
    status: string,
    verify: () => Promise<Stop | string | null>,
  ): Promise<Stopped> {
    const text = operation.fields.publicText;
    const said = again ? await this.#isNoted(ticket, noteMark(operation, 'public')) : false;
    if (typeof said !== 'boolean') return said;
    const note = { Subject: noteSubject(operation, 'public'), Content: rtText(text), ContentType: 'text/plain' };
    const reply =
      said || text === ''
        ? await this.#door.ask({ method: 'PUT', path: `/ticket/${ticket}`, json: { Status: status } })
        : await this.#door.ask({
            method: 'POST',
            path: `/ticket/${ticket}/correspond`,
            json: { ...note, Status: status },
          });
    if (reply.kind !== 'ok') return stoppedBy(reply, `set status ${status}`);
    const missed = await verify();
    if (typeof missed !== 'string') return missed;
    // Open dependencies, a lifecycle that forbids it, a right: a person will see to it.
    return repairable(missed, `set status ${status}: ${lastSentence(reply.json)}`);
  }

  /** In the newest hundred transactions: a comment in doubt is a young one. */
  async #isNoted(ticket: string, mark: string): Promise<boolean | Stop> {
    const wanted = new URLSearchParams({ fields: 'Type,Data', per_page: '100', orderby: 'id', order: 'DESC' });
    const reply = await this.#door.ask({ method: 'GET', path: `/ticket/${ticket}/history?${wanted.toString()}` });
    if (reply.kind === 'refused' && reply.status === 404) return gone('RT');
    if (reply.kind !== 'ok') return stoppedBy(reply, 'read history');
    const history = History.safeParse(reply.json);
    if (!history.success) return misread('rt', 'read history');
    return history.data.items.some(({ Data }) => Data?.includes(`[${mark}]`) === true);
  }
}

/** A status that was refused is told after what was done. */
function lastSentence(json: unknown): string {
  return firstSentence(Array.isArray(json) ? [...(json as unknown[])].reverse() : json);
}
