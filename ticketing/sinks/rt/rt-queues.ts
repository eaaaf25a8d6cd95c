// Which queue a ticket goes to, and whether that queue has the field for its key: RT drops an unknown field without a word.
import type { TicketOperation } from '../../../domain/ticket.ts';
import type { SystemDoor } from '../http/system-door.ts';
import { QueueAnswer } from './rt-answers.ts';
import type { RtConfig } from './rt-config.ts';

export class RtQueues {
  readonly #door: SystemDoor;
  readonly #config: RtConfig;
  /** Believed for the life of the process: queues change by a person's hand. */
  readonly #hasField = new Map<string, boolean>();

  constructor(door: SystemDoor, config: RtConfig) {
    this.#door = door;
    this.#config = config;
  }

  queueOf({ fields }: TicketOperation): string {
    const { queue, queues } = this.#config;
    return fields.team !== null && Object.hasOwn(queues, fields.team) ? (queues[fields.team] ?? queue) : queue;
  }

  /** All that tickets of ours may be in, each once. */
  get all(): readonly string[] {
    return [...new Set([this.#config.queue, ...Object.values(this.#config.queues)])];
  }

  /** False also where RT does not say: the subject's mark serves then. */
  async hasKeyField(queue: string): Promise<boolean> {
    const known = this.#hasField.get(queue);
    if (known !== undefined) return known;
    const reply = await this.#door.ask({ method: 'GET', path: `/queue/${encodeURIComponent(queue)}` });
    if (reply.kind !== 'ok') return false;
    const answer = QueueAnswer.safeParse(reply.json);
    const has =
      answer.success && answer.data.TicketCustomFields?.some(({ name }) => name === this.#config.keyField) === true;
    this.#hasField.set(queue, has);
    return has;
  }

  /** A create showed that the field does not take the key: a right is missing, or it was taken off the queue. */
  distrustKeyField(queue: string): void {
    this.#hasField.set(queue, false);
  }
}
