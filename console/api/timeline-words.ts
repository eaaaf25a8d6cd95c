// The few sentences of a time line that no decision words: alerts that joined, operations of a ticket.
import type { Alert } from '../../domain/alert.ts';
import type { TicketOp } from '../../domain/ticket.ts';
import { alertName } from '../../ticketing/wording/domain-words.ts';
import type { InBoth, Language } from '../../ticketing/wording/language.ts';
import type { TicketOperationRow } from './ticket-contract.ts';

export function sayJoined(alerts: readonly Pick<Alert, 'name' | 'host'>[], count: number, language: Language): string {
  const [first] = alerts;
  const name = first === undefined ? '' : alertName(first.name, language);
  const named = first === undefined || first.host === '' ? name : `${name} (${first.host})`;
  if (count === 1) return named === '' ? said.one[language] : named;
  const more = count - 1;
  return named === '' ? `${String(count)} ${said.many[language]}` : `${named} ${said.and[language](more)}`;
}

const said = {
  one: { en: '1 alert', fr: '1 alerte' },
  many: { en: 'alerts', fr: 'alertes' },
  and: {
    en: (more: number) => `and ${String(more)} more alert${more === 1 ? '' : 's'}`,
    fr: (more: number) => `et ${String(more)} autre${more === 1 ? '' : 's'} alerte${more === 1 ? '' : 's'}`,
  },
} as const;

const operations: Readonly<Record<TicketOp, InBoth<string>>> = {
  open: { en: 'opened', fr: 'ouvert' },
  update: { en: 'updated', fr: 'mis à jour' },
  escalate: { en: 'escalated', fr: 'escaladé' },
  resolve: { en: 'resolved', fr: 'résolu' },
  reopen: { en: 'reopened', fr: 'rouvert' },
  merge: { en: 'merged into another', fr: 'fusionné dans un autre' },
  close: { en: 'closed', fr: 'clos' },
  answer: { en: 'of a user answered', fr: "d'un utilisateur : réponse donnée" },
  link: { en: 'of a problem: incident linked', fr: "d'un problème : incident lié" },
};

const steps: Readonly<Record<TicketOperationRow['step'], InBoth<string>>> = {
  planned: { en: ' (waiting to be sent)', fr: " (en attente d'envoi)" },
  inflight: { en: ' (being sent)', fr: " (en cours d'envoi)" },
  done: { en: '', fr: '' },
  coalesced: { en: ' (told with the next one)', fr: ' (dit avec la suivante)' },
  refused: { en: ' (refused by the system)', fr: ' (refusé par le système)' },
};

interface Told {
  readonly op: TicketOp;
  readonly sink: string;
  readonly ticket: string | null;
  readonly step: TicketOperationRow['step'];
}

/** `Ticket 1042 (desk) opened`. */
export function sayOperation({ op, sink, ticket, step }: Told, language: Language): string {
  const name = ticket === null ? `Ticket (${sink})` : `Ticket ${ticket} (${sink})`;
  return `${name} ${operations[op][language]}${steps[step][language]}`;
}
