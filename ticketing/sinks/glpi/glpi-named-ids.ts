// Which ids of GLPI's dictionaries an operation names: its category and its team, by the site's own lists.
import type { TicketOperation } from '../../../domain/ticket.ts';
import type { GlpiDictionaryIds } from './glpi-config.ts';

export function categoryOf({ categories }: GlpiDictionaryIds, { fields }: TicketOperation): number | undefined {
  return Object.hasOwn(categories, fields.category)
    ? categories[fields.category as keyof typeof categories]
    : undefined;
}

export function groupOf({ groups }: GlpiDictionaryIds, { fields }: TicketOperation): number | undefined {
  return fields.team !== null && Object.hasOwn(groups, fields.team) ? groups[fields.team] : undefined;
}
