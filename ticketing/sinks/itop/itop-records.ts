// The objects of one class in iTop, by their ref: read, written, pushed from state to state, and noted on, one write at a time each.
import { gone, misread } from '../steps/step.ts';
import type { Stop, Stopped } from '../steps/step.ts';
import { OneAtATime } from '../steps/one-at-a-time.ts';
import { noteMark } from '../text/marks.ts';
import type { NoteKind } from '../text/marks.ts';
import type { Told } from '../steps/stepped-sink.ts';
import { Log, noSuchObject, noSuchTransition, Status } from './itop-answers.ts';
import type { ItopAsk, ItopDoor, ItopReply } from './itop-door.ts';
import { halted, shut } from './itop-stops.ts';
import { isSilent, logEntry } from './itop-text.ts';
import type { Stimulus } from './next-stimulus.ts';

/** Notes that a person's parallel write ate are written again, not for ever. */
const noteAttempts = 3;

/** new → assigned → resolved, and one more for a person who pushes at the same time. */
const stimulusAttempts = 4;

type Fields = Readonly<Record<string, unknown>>;

export interface WayToEnd {
  readonly isEnded: (status: string) => boolean;
  /** Null: none that Vigie may take. */
  readonly next: (status: string) => Stimulus | null;
  readonly fieldsOf: (stimulus: Stimulus) => Fields;
}

export interface WayBack {
  readonly stimulus: string;
  readonly what: string;
}

export type LogName = 'public_log' | 'private_log';

export class ItopRecords {
  readonly #class: string;
  readonly #door: ItopDoor;
  readonly #gate = new OneAtATime();

  constructor(name: string, door: ItopDoor) {
    this.#class = name;
    this.#door = door;
  }

  create(fields: Fields): Promise<ItopReply> {
    return this.#write({ operation: 'core/create', output_fields: 'id,ref', fields });
  }

  /** The fields of one; deleted, or moved to an organization that the account may not see, both read as gone (recorded, 16e and 26). */
  async read(ref: string, fields: string, what: string): Promise<{ readonly fields: unknown } | Stop> {
    const key = { ref };
    const reply = await this.#door.ask({ operation: 'core/get', class: this.#class, key, output_fields: fields });
    if (reply.kind !== 'ok') return halted(reply, what);
    const [found] = reply.objects;
    return found === undefined ? gone('iTop') : { fields: found.fields };
  }

  update(ref: string, fields: Fields, output = 'ref'): Promise<ItopReply> {
    return this.#write({ operation: 'core/update', key: { ref }, output_fields: output, fields });
  }

  /** Moved by a person meanwhile: where it stands now decides, so look. */
  async push(ref: string, stimulus: string, fields: Fields): Promise<Stopped> {
    const act = {
      operation: 'core/apply_stimulus',
      key: { ref },
      stimulus,
      output_fields: 'ref,status',
      fields,
    } as const;
    const reply = await this.#gate.do(ref, () => this.#write(act));
    if (reply.kind === 'ok' || reply.kind === 'shape') return null;
    if (reply.kind === 'refused' && noSuchTransition.test(reply.code)) return null;
    return this.stopped(reply, stimulus);
  }

  /** From state to state; each stimulus is followed by a look: a refused one may answer 0 (restservices.class.inc.php). */
  async resolve(ref: string, from: string, { isEnded, next, fieldsOf }: WayToEnd): Promise<Stopped> {
    let status = from;
    for (let attempt = 0; attempt < stimulusAttempts; attempt += 1) {
      const stimulus = isEnded(status) ? null : next(status);
      if (stimulus === null) break;
      const stopped = await this.push(ref, stimulus, fieldsOf(stimulus));
      if (stopped !== null) return stopped;
      const after = await this.#statusOf(ref);
      if (typeof after !== 'string') return after;
      status = after;
    }
    if (isEnded(status)) return null;
    return { outcome: 'refused', code: 'itop-no-way', message: `resolve ticket: there is no way from state ${status}` };
  }

  /** Out of resolved by the stimulus that leads there; there is no way out of closed. `what`: ticket, problem. */
  async reopen(ref: string, from: string, { stimulus, what }: WayBack): Promise<Stopped> {
    if (from === 'closed') return shut;
    if (from !== 'resolved') return null;
    const stopped = await this.push(ref, stimulus, {});
    if (stopped !== null) return stopped;
    const after = await this.#statusOf(ref);
    if (typeof after !== 'string') return after;
    if (after === 'closed') return shut;
    const message = `reopen ${what}: still resolved`;
    return after === 'resolved' ? { outcome: 'refused', code: 'itop-no-way', message } : null;
  }

  async #statusOf(ref: string): Promise<string | Stop> {
    const read = await this.read(ref, 'status', 'read state');
    if ('outcome' in read) return read;
    const status = Status.safeParse(read.fields);
    return status.success ? status.data.status : misread('itop', 'read state');
  }

  /** `again`: only if its mark is not there yet. Read back: iTop says yes to parallel notes and keeps some (28b). */
  note(told: Told, kind: NoteKind, log: LogName): Promise<Stopped> {
    const { ticket, operation, again } = told;
    if (isSilent(operation, kind)) return Promise.resolve(null);
    return this.#gate.do(ticket, async () => {
      let there = again ? await this.#isNoted(told, kind, log) : false;
      for (let attempt = 0; there === false && attempt < noteAttempts; attempt += 1) {
        const reply = await this.update(ticket, { [log]: logEntry(operation, kind) });
        if (reply.kind !== 'ok') return this.stopped(reply, 'write note');
        there = await this.#isNoted(told, kind, log);
      }
      if (there === true) return null;
      if (there !== false) return there;
      const message = 'write note: others wrote at once';
      return { outcome: 'failed', code: 'itop-note-lost', message, systemic: false };
    });
  }

  stopped(reply: Exclude<ItopReply, { kind: 'ok' }>, what: string): Stop {
    return reply.kind === 'refused' && noSuchObject.test(reply.code) ? gone('iTop') : halted(reply, what);
  }

  async #isNoted({ ticket, operation }: Told, kind: NoteKind, log: LogName): Promise<boolean | Stop> {
    const read = await this.read(ticket, log, 'read notes');
    if ('outcome' in read) return read;
    const entries = Log.safeParse((read.fields as Fields | null)?.[log]);
    if (!entries.success) return misread('itop', 'read notes');
    const mark = `[${noteMark(operation, kind)}]`;
    return entries.data.entries.some(({ message }) => message.includes(mark));
  }

  #write(ask: ItopAsk): Promise<ItopReply> {
    return this.#door.ask({ ...ask, class: this.#class, comment: 'Vigie' });
  }
}
