// Links tickets of iTop to its CIs: those whose name is the CI's id in Vigie's CMDB.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Stopped } from '../steps/step.ts';
import { Named, wrongCis } from './itop-answers.ts';
import type { ItopTicket } from './itop-answers.ts';
import type { ItopConfig } from './itop-config.ts';
import type { ItopDoor, ItopReply } from './itop-door.ts';
import { halted } from './itop-stops.ts';

/** CMDBs change by the day; a new CI is linked within this time. */
const believedMs = 10 * 60_000;
const maxCis = 20;

export class ItopCis {
  readonly #config: ItopConfig;
  readonly #door: ItopDoor;
  readonly #clock: Pick<Clock, 'now'>;
  /** Name → id; null: iTop has none of this name, or several. */
  readonly #known = new Map<string, { readonly id: string | null; readonly until: number }>();

  constructor(config: ItopConfig, door: ItopDoor, clock: Pick<Clock, 'now'>) {
    this.#config = config;
    this.#door = door;
    this.#clock = clock;
  }

  /** Those that iTop knows by exactly one name: an unknown one would refuse the whole ticket (recorded, 13 to 13d). */
  async idsOf(names: readonly string[]): Promise<readonly string[]> {
    if (!this.#config.linkCis) return [];
    const ids = await Promise.all([...new Set(names)].slice(0, maxCis).map((name) => this.#idOf(name)));
    return [...new Set(ids.filter((id) => id !== null))];
  }

  /** With the CIs; without them where one was deleted meanwhile, which must not keep an incident from its ticket. */
  async createWith(
    names: readonly string[],
    create: (ids: readonly string[]) => Promise<ItopReply>,
  ): Promise<ItopReply> {
    const ids = await this.idsOf(names);
    const first = await create(ids);
    if (first.kind !== 'refused' || ids.length === 0 || !wrongCis.test(first.code)) return first;
    this.#known.clear();
    return create([]);
  }

  /** By the link's own class: writing the list itself would replace what people linked (recorded, 21g to 21i). */
  async link(now: Pick<ItopTicket, 'id' | 'functionalcis_list'>, ids: readonly string[]): Promise<Stopped> {
    const linked = new Set(now.functionalcis_list.map(({ functionalci_id }) => functionalci_id));
    for (const id of ids.filter((each) => !linked.has(each))) {
      const fields = { ticket_id: Number(now.id), functionalci_id: Number(id), impact_code: 'manual' };
      const reply = await this.#door.ask({
        operation: 'core/create',
        class: 'lnkFunctionalCIToTicket',
        comment: 'Vigie',
        output_fields: 'functionalci_id',
        fields,
      });
      // Linked meanwhile, gone meanwhile, or no right to link: the ticket is right without it.
      if (reply.kind !== 'ok' && reply.kind !== 'refused') return halted(reply, 'link CI');
    }
    return null;
  }

  async #idOf(name: string): Promise<string | null> {
    const known = this.#known.get(name);
    if (known !== undefined && known.until > this.#clock.now()) return known.id;
    const ask = { class: 'FunctionalCI', key: { name }, output_fields: 'id,name', limit: 2, page: 1 };
    const reply = await this.#door.ask({ operation: 'core/get', ...ask });
    if (reply.kind !== 'ok') return null;
    const found = reply.objects.map(({ fields }) => Named.safeParse(fields));
    const [only] = found;
    const id = found.length === 1 && only?.success === true ? only.data.id : null;
    if (this.#known.size >= 10_000) this.#known.clear();
    this.#known.set(name, { id, until: this.#clock.now() + believedMs });
    return id;
  }
}
