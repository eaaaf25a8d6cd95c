// Checks ids of groups, categories and entities before they are sent: GLPI stores a wrong one without a word.
import { Entry } from './glpi-answers.ts';
import type { SinkReply } from '../http/sink-reply.ts';
import type { GlpiSession } from './glpi-session.ts';

export type Known = 'known' | 'unknown' | 'unverifiable';

export type Dictionary = 'Group' | 'ITILCategory' | 'Entity';

/** How one API is asked for an entry. */
export type LookUp = (dictionary: Dictionary, id: number) => Promise<SinkReply>;

export const lookUpBy =
  (session: GlpiSession): LookUp =>
  (dictionary, id) =>
    session.ask({ method: 'GET', path: `${dictionary}/${String(id)}?get_hateoas=false` });

/** An answer is believed for the life of the process: dictionaries change by a person's hand, who restarts or waits. */
export class GlpiDictionary {
  readonly #lookUp: LookUp;
  readonly #known = new Map<string, Known>();

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp;
  }

  /** Without the right to look, or while GLPI is ill, the configured id is taken at its word. */
  async check(dictionary: Dictionary, id: number): Promise<Known> {
    const name = `${dictionary}/${String(id)}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const reply = await this.#lookUp(dictionary, id);
    if (reply.kind === 'refused' && (reply.status === 404 || reply.status === 403)) {
      return this.#remember(name, reply.status === 404 ? 'unknown' : 'unverifiable');
    }
    if (reply.kind !== 'ok') return 'unverifiable';
    const entry = Entry.safeParse(reply.json);
    return this.#remember(name, entry.success && entry.data.is_assign !== 0 ? 'known' : 'unknown');
  }

  /** Left out where GLPI does not know it: a ticket without a group is found, one with a dangling group is not. */
  async knownId(dictionary: Dictionary, id: number | undefined): Promise<number | null> {
    return id === undefined || (await this.check(dictionary, id)) === 'unknown' ? null : id;
  }

  #remember(name: string, known: Known): Known {
    this.#known.set(name, known);
    return known;
  }
}
