// Finds the assets of GLPI that a ticket is about: by the id that a CMDB read from GLPI has, else by exactly one name.
import type { Clock } from '../../../domain/ports/clock.ts';
import { AssetAnswer, Entry } from './glpi-answers.ts';
import type { GlpiSession } from './glpi-session.ts';

/** Asset type → ids, as a ticket's `items_id` wants them. */
export type AssetLinks = Readonly<Record<string, readonly number[]>>;

interface Asset {
  readonly type: string;
  readonly id: number;
}

/** As `runtime/cmdb/live` names what it reads from GLPI. */
const ownTypes: Readonly<Record<string, string>> = {
  computer: 'Computer',
  networkequipment: 'NetworkEquipment',
  appliance: 'Appliance',
};

/** Assets come and go by the day. */
const believedMs = 10 * 60_000;
const maxAssets = 20;
const maxKnown = 10_000;

export class GlpiAssets {
  readonly #session: GlpiSession;
  readonly #clock: Pick<Clock, 'now'>;
  /** Null: GLPI has none, or several, of this name. */
  readonly #known = new Map<string, { readonly asset: Asset | null; readonly until: number }>();

  constructor(session: GlpiSession, clock: Pick<Clock, 'now'>) {
    this.#session = session;
    this.#clock = clock;
  }

  /** Only what was seen to exist: GLPI answers 201 to an asset that does not, and keeps the dangling link (recorded, 118). */
  async linksOf(cis: readonly string[]): Promise<AssetLinks> {
    const found: Asset[] = [];
    for (const ci of [...new Set(cis)].slice(0, maxAssets)) {
      const asset = await this.#assetOf(ci);
      if (asset !== null) found.push(asset);
    }
    const links: Record<string, number[]> = {};
    for (const { type, id } of found) (links[type] ??= []).push(id);
    return links;
  }

  async #assetOf(ci: string): Promise<Asset | null> {
    const known = this.#known.get(ci);
    if (known !== undefined && known.until > this.#clock.now()) return known.asset;
    const asset = (await this.#byId(ci)) ?? (await this.#byName(ci));
    if (asset === 'unknown') return null;
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#known.set(ci, { asset, until: this.#clock.now() + believedMs });
    return asset;
  }

  async #byId(ci: string): Promise<Asset | null> {
    const [, name = '', number = ''] = /^([a-z]+)-(\d{1,9})$/.exec(ci) ?? [];
    const type = Object.hasOwn(ownTypes, name) ? ownTypes[name] : undefined;
    if (type === undefined) return null;
    const reply = await this.#session.ask({ method: 'GET', path: `${type}/${number}?get_hateoas=false` });
    return reply.kind === 'ok' && Entry.safeParse(reply.json).success ? { type, id: Number(number) } : null;
  }

  /** `unknown`: GLPI did not say. Signs that its search takes for others are no name. */
  async #byName(ci: string): Promise<Asset | null | 'unknown'> {
    if (!/^[\w.:/ -]{1,200}$/.test(ci)) return null;
    const value = encodeURIComponent(`^${ci}$`);
    const criterion = `criteria[0][field]=1&criteria[0][searchtype]=contains&criteria[0][value]=${value}`;
    const query = `${criterion}&forcedisplay[0]=2&range=0-1`.replace(/[[\]]/g, (sign) => encodeURIComponent(sign));
    const reply = await this.#session.ask({ method: 'GET', path: `search/AllAssets?${query}` });
    if (reply.kind === 'refused') return null;
    const answer = reply.kind === 'ok' ? AssetAnswer.safeParse(reply.json) : null;
    if (answer?.success !== true) return 'unknown';
    const [only, ...others] = (answer.data.data ?? []).filter((row) => row[1].toLowerCase() === ci.toLowerCase());
    return only === undefined || others.length > 0 ? null : { type: only.itemtype, id: only.id };
  }
}
