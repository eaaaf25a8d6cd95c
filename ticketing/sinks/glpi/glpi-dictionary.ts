// Checks ids of groups, categories and entities before they are sent: GLPI stores a wrong one without a word.
import { Entry } from './glpi-answers.ts';
import type { GlpiSession } from './glpi-session.ts';

export type Known = 'known' | 'unknown' | 'unverifiable';

type Dictionary = 'Group' | 'ITILCategory' | 'Entity';

/** An answer is believed for the life of the process: dictionaries change by a person's hand, who restarts or waits. */
export class GlpiDictionary {
  readonly #session: GlpiSession;
  readonly #known = new Map<string, Known>();

  constructor(session: GlpiSession) {
    this.#session = session;
  }

  /** Without the right to look, or while GLPI is ill, the configured id is taken at its word. */
  async check(dictionary: Dictionary, id: number): Promise<Known> {
    const name = `${dictionary}/${String(id)}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const reply = await this.#session.ask({ method: 'GET', path: `${name}?get_hateoas=false` });
    if (reply.kind === 'refused' && (reply.status === 404 || reply.status === 403)) {
      return this.#remember(name, reply.status === 404 ? 'unknown' : 'unverifiable');
    }
    if (reply.kind !== 'ok') return 'unverifiable';
    const entry = Entry.safeParse(reply.json);
    return this.#remember(name, entry.success && entry.data.is_assign !== 0 ? 'known' : 'unknown');
  }

  #remember(name: string, known: Known): Known {
    this.#known.set(name, known);
    return known;
  }
}
