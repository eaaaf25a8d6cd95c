// Finds tickets of iTop by Vigie's key, in the site's own field or in the title, and knows where they are shown.
import type { FindOutcome, TicketRef } from '../../sink.ts';
import { misread, unknown, unreadYes } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import { isKey, titleMarker } from '../text/marks.ts';
import { Identity, keyTaken, ref } from './itop-answers.ts';
import type { ItopConfig } from './itop-config.ts';
import type { ItopDoor, ItopReply } from './itop-door.ts';
import { halted } from './itop-stops.ts';

/** More would mean that the search did not take the key. */
const maxFound = 20;

/** Where tickets of one class carry the key. */
export interface KeyPlace extends Pick<ItopConfig, 'url' | 'keyField'> {
  readonly class: string;
}

export function isItopRef(ticket: string): boolean {
  return ref.safeParse(ticket).success;
}

export class ItopKeys {
  readonly #config: KeyPlace;
  readonly #door: ItopDoor;
  /** Ref → id, which iTop's pages are addressed by. */
  readonly #ids = new Map<string, string>();

  constructor(config: KeyPlace, door: ItopDoor) {
    this.#config = config;
    this.#door = door;
  }

  learn({ id, ref }: { readonly id: string; readonly ref: string }): void {
    this.#ids.set(ref, id);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > 10_000 && oldest !== undefined) this.#ids.delete(oldest);
  }

  /** What became of a creation, whose name is learned. */
  created(reply: ItopReply, what: string): { readonly ticket: string } | { readonly stopped: Stop } {
    // Somebody, perhaps an earlier life, has used the key: it is looked up before anything else is tried.
    if (reply.kind === 'refused' && keyTaken.test(reply.code))
      return { stopped: { outcome: 'in-doubt', code: 'itop-key-taken', message: `${what}: the key is in use` } };
    if (reply.kind === 'shape') return { stopped: unreadYes('itop', what) };
    if (reply.kind !== 'ok') return { stopped: halted(reply, what) };
    const created = Identity.safeParse(reply.objects[0]?.fields);
    if (!created.success) return { stopped: unreadYes('itop', what) };
    this.learn(created.data);
    return { ticket: created.data.ref };
  }

  refOf(ticket: string): TicketRef {
    const { url, class: name } = this.#config;
    const id = this.#ids.get(ticket);
    const place = id === undefined ? `operation=full_text&text=${ticket}` : `operation=details&class=${name}&id=${id}`;
    return { ticket, url: `${url}/pages/UI.php?${place}` };
  }

  /** Nothing but the key's own letters becomes part of the query; what was found is verified. */
  async find(key: string): Promise<FindOutcome> {
    if (!isKey(key)) return { outcome: 'unknown', code: 'itop-no-key', message: 'search: this is no key' };
    const { class: name, keyField } = this.#config;
    const place = keyField ?? 'title';
    const wanted =
      keyField === undefined ? `SELECT ${name} WHERE title LIKE '${titleMarker(key)}%'` : { [keyField]: key };
    const ask = { class: name, key: wanted, output_fields: `id,ref,${place}`, limit: maxFound + 1, page: 1 };
    const reply = await this.#door.ask({ operation: 'core/get', ...ask });
    if (reply.kind !== 'ok') return unknown(halted(reply, 'search'));
    const found = reply.objects.map(({ fields }) => {
      const identity = Identity.safeParse(fields);
      const carried = (fields as Readonly<Record<string, unknown>> | null)?.[place];
      return identity.success && typeof carried === 'string' ? { ...identity.data, carried } : null;
    });
    if (found.includes(null) || found.length > maxFound) return unknown(misread('itop', 'search'));
    return {
      outcome: 'found',
      tickets: this.#verified(
        found.filter((row) => row !== null),
        key,
      ),
    };
  }

  #verified(found: readonly { id: string; ref: string; carried: string }[], key: string): TicketRef[] {
    const { keyField } = this.#config;
    const ours = found.filter(({ carried }) =>
      keyField === undefined ? carried.startsWith(titleMarker(key)) : carried === key,
    );
    for (const ticket of ours) this.learn(ticket);
    return [...ours].sort((a, b) => Number(a.id) - Number(b.id)).map(({ ref }) => this.refOf(ref));
  }
}
