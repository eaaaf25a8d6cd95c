// What a new GLPI ticket is told: its text, levels, and the ids of dictionaries that GLPI knows.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { TicketFields, TicketOperation } from '../../../domain/ticket.ts';
import { repairable } from '../steps/step.ts';
import type { Stop } from '../steps/step.ts';
import type { GlpiConfig } from './glpi-config.ts';
import { GlpiAssets } from './glpi-assets.ts';
import { GlpiDictionary, lookUpBy } from './glpi-dictionary.ts';
import { categoryOf, groupOf } from './glpi-named-ids.ts';
import type { GlpiSession } from './glpi-session.ts';
import { markedTitle } from '../text/marks.ts';
import { glpiLevels, ticketContent } from './glpi-text.ts';

/** Type 1 is an incident; priority 6 is "Major". */
const incidentType = 1;
const majorPriority = 6;

export type GlpiInput = Readonly<Record<string, unknown>>;

/** A person's priority stays as it is, and so do the levels that GLPI would make another of. */
export function levelsAgain(fields: TicketFields): Readonly<Record<string, number>> {
  return fields.priorityByHand === true ? {} : levels(fields);
}

function levels(fields: TicketFields): Readonly<Record<string, number>> {
  return { ...glpiLevels(fields), ...(fields.major ? { priority: majorPriority } : {}) };
}

/** Nothing can be opened without its entity, whatever the operation. */
function entityUnknown(entity: number): Stop {
  return { ...repairable('glpi-entity-unknown', `GLPI has no entity ${String(entity)}`), systemic: true };
}

export class GlpiTicketFields {
  readonly #config: GlpiConfig;
  readonly #dictionary: GlpiDictionary;
  readonly #assets: GlpiAssets;

  constructor(session: GlpiSession, config: GlpiConfig, clock: Pick<Clock, 'now'>) {
    this.#config = config;
    this.#assets = new GlpiAssets(session, clock);
    this.#dictionary = new GlpiDictionary(lookUpBy(session));
  }

  async of(operation: TicketOperation): Promise<{ readonly input: GlpiInput } | { readonly stopped: Stop }> {
    const { entity, requestSource } = this.#config;
    if ((await this.#dictionary.check('Entity', entity)) === 'unknown') return { stopped: entityUnknown(entity) };
    const input = {
      name: markedTitle(operation),
      content: ticketContent(operation),
      type: incidentType,
      entities_id: entity,
      ...levels(operation.fields),
      ...(requestSource === undefined ? {} : { requesttypes_id: requestSource }),
      ...(await this.#reference('ITILCategory', categoryOf(this.#config, operation), 'itilcategories_id')),
      ...(await this.#reference('Group', groupOf(this.#config, operation), '_groups_id_assign')),
      ...(await this.#assetsOf(operation)),
    };
    return { input };
  }

  /** As recorded (338b): name, content, entity, levels. Priority follows from GLPI's own matrix. */
  async ofProblem(operation: TicketOperation): Promise<{ readonly input: GlpiInput } | { readonly stopped: Stop }> {
    const { entity } = this.#config;
    if ((await this.#dictionary.check('Entity', entity)) === 'unknown') return { stopped: entityUnknown(entity) };
    const content = ticketContent(operation);
    return { input: { name: markedTitle(operation), content, entities_id: entity, ...glpiLevels(operation.fields) } };
  }

  async #assetsOf({ fields }: TicketOperation): Promise<GlpiInput> {
    if (!this.#config.linkAssets) return {};
    const links = await this.#assets.linksOf(fields.cis);
    return Object.keys(links).length === 0 ? {} : { items_id: links };
  }

  async #reference(
    dictionary: 'Group' | 'ITILCategory',
    id: number | undefined,
    field: string,
  ): Promise<Readonly<Record<string, number>>> {
    const known = await this.#dictionary.knownId(dictionary, id);
    return known === null ? {} : { [field]: known };
  }
}
