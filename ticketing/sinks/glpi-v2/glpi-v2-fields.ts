// What a new ticket of GLPI 11 is told: as by API v1, but for its key, and for what v2 ignores when a ticket is created.
import type { TicketFields, TicketOperation } from '../../../domain/ticket.ts';
import { harmlessLine } from '../../text/harmless-text.ts';
import { GlpiDictionary } from '../glpi/glpi-dictionary.ts';
import type { LookUp } from '../glpi/glpi-dictionary.ts';
import { categoryOf, groupOf } from '../glpi/glpi-named-ids.ts';
import { glpiLevels, ticketContent } from '../glpi/glpi-text.ts';
import type { GlpiV2Config } from './glpi-v2-config.ts';
import type { GlpiV2Door } from './glpi-v2-door.ts';

const incidentType = 1;

const places = {
  Entity: '/Administration/Entity',
  Group: '/Administration/Group',
  ITILCategory: '/Dropdowns/ITILCategory',
};

export const lookUpAt =
  (door: GlpiV2Door): LookUp =>
  (dictionary, id) =>
    door.ask({ method: 'GET', path: `${places[dictionary]}/${String(id)}` });

/** The key has a place of its own: nothing else stands before the title. */
export const titleOf = ({ fields }: TicketOperation): string =>
  Array.from(harmlessLine(fields.title, 1_000)).slice(0, 200).join('');

/** The schema names priorities 1 to 5, not "Major": GLPI's matrix makes it of the levels. A person's stays. */
export const levelsOf = (fields: TicketFields): Readonly<Record<string, number>> =>
  fields.priorityByHand === true ? {} : { ...glpiLevels(fields) };

export class GlpiV2Fields {
  readonly #config: GlpiV2Config;
  readonly #dictionary: GlpiDictionary;

  constructor(door: GlpiV2Door, config: GlpiV2Config) {
    this.#config = config;
    this.#dictionary = new GlpiDictionary(lookUpAt(door));
  }

  /** The entity is not looked up: GLPI itself refuses one that the account may not open tickets in (403). */
  async of(operation: TicketOperation): Promise<Readonly<Record<string, unknown>>> {
    const { entity, requestSource } = this.#config;
    const category = await this.#dictionary.knownId('ITILCategory', categoryOf(this.#config, operation));
    return {
      ...{ name: titleOf(operation), content: ticketContent(operation), type: incidentType },
      ...{ external_id: operation.key, entity: { id: entity }, ...glpiLevels(operation.fields) },
      ...(requestSource === undefined ? {} : { request_type: { id: requestSource } }),
      ...(category === null ? {} : { category: { id: category } }),
    };
  }

  /** The group that the ticket is for; null: none, or none that GLPI knows. */
  groupOf(operation: TicketOperation): Promise<number | null> {
    return this.#dictionary.knownId('Group', groupOf(this.#config, operation));
  }
}
