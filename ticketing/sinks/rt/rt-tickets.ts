// A ticket of RT as it stands now: its status, its version, its key, and whether another ticket has swallowed it.
import type { SystemDoor } from '../http/system-door.ts';
import { gone, misread, stoppedBy } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import { titleMarker } from '../text/marks.ts';
import type { TicketStanding } from '../../reader.ts';
import { RtTicket } from './rt-answers.ts';
import { rtStates } from './rt-config.ts';
import type { RtConfig } from './rt-config.ts';

export interface RtNow {
  readonly subject: string;
  readonly status: string;
  readonly priority: number;
  /** For If-Match. */
  readonly etag: string | null;
  readonly key: string | null;
  /** The ticket that RT loads in its stead. */
  readonly mergedInto: string | null;
  readonly refersTo: readonly number[];
}

type Keyed = Pick<RtTicket, 'Subject' | 'CustomFields'>;

const keyPattern = /^[A-Z2-7]{26}$/;

/** The whole key by its field, or its marker by the subject; null: not ours. */
export function keyOf(ticket: Keyed, keyField: string): string | null {
  const values = ticket.CustomFields.find(({ name }) => name === keyField)?.values ?? [];
  const key = values.find((value) => keyPattern.test(value));
  return key ?? /^\[[A-Z2-7]{13}\](?= )/.exec(ticket.Subject)?.[0] ?? null;
}

export function carriesKey(ticket: Keyed, key: string, keyField: string): boolean {
  const found = keyOf(ticket, keyField);
  return found === key || found === titleMarker(key);
}

export function standingOf(status: string, config: RtConfig): TicketStanding {
  return rtStates(config).standingOf(status) ?? 'in-progress';
}

export function isEnded({ status }: Pick<RtNow, 'status'>, config: RtConfig): boolean {
  return rtStates(config).isEnded(status);
}

export class RtTickets {
  readonly #door: SystemDoor;
  readonly #config: RtConfig;

  constructor(door: SystemDoor, config: RtConfig) {
    this.#door = door;
    this.#config = config;
  }

  /** Whole, as RT tells it: under the survivor's id where it was merged. */
  async read(ticket: string): Promise<{ readonly told: RtTicket; etag: string | null } | { readonly stopped: Stop }> {
    const reply = await this.#door.ask({ method: 'GET', path: `/ticket/${ticket}?fields%5BQueue%5D=Name` });
    if (reply.kind === 'refused' && reply.status === 404) return { stopped: gone('RT') };
    if (reply.kind !== 'ok') return { stopped: stoppedBy(reply, 'read ticket') };
    const answer = RtTicket.safeParse(reply.json);
    if (!answer.success) return { stopped: misread('rt', 'read ticket') };
    return { told: answer.data, etag: reply.headers['etag'] ?? null };
  }

  async look(ticket: string): Promise<{ readonly now: RtNow } | { readonly stopped: Stop }> {
    const read = await this.read(ticket);
    if ('stopped' in read) return read;
    const { told, etag } = read;
    if (standingOf(told.Status, this.#config) === 'deleted') return { stopped: gone('RT') };
    const links = told._hyperlinks ?? [];
    const now = {
      subject: told.Subject,
      status: told.Status,
      priority: told.Priority,
      etag,
      key: keyOf(told, this.#config.keyField),
      mergedInto: String(told.id) === ticket ? null : String(told.id),
      refersTo: links.flatMap(({ ref, type, id }) =>
        ref === 'refers-to' && type === 'ticket' && id !== undefined ? [id] : [],
      ),
    };
    return { now };
  }
}
