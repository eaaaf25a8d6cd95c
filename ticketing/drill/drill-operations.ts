// The life of a test ticket as operations: opened, updated, escalated, resolved, opened again, resolved for good.
import { base32Id } from '../../domain/identity.ts';
import type { TicketFields, TicketOp, TicketOperation } from '../../domain/ticket.ts';
import type { Language } from '../wording/language.ts';

export interface Drill {
  readonly tenant: string;
  readonly sink: string;
  readonly language: Language;
  /** Epoch ms: what makes this drill another than the last. */
  readonly at: number;
}

const life: readonly TicketOp[] = ['open', 'update', 'escalate', 'resolve', 'reopen', 'resolve'];

interface Words {
  readonly title: string;
  readonly text: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    title: 'Vigie drill: a test ticket, nothing is broken',
    text: 'This is a test of Vigie. Nothing is broken, nobody needs to act; the ticket resolves by itself within a minute.',
  },
  fr: {
    title: 'Exercice Vigie : ticket de test, rien n’est en panne',
    text: "Ceci est un test de Vigie. Rien n'est en panne, personne n'a à agir ; le ticket se résout de lui-même dans la minute.",
  },
};

/** Lowest priority throughout, so that it wakes nobody. */
function fieldsOf({ language }: Drill, op: TicketOp): TicketFields {
  const { title, text } = words[language];
  return {
    ...{ title, publicText: op === 'update' ? '' : text, technicalText: `${text} (${op})` },
    ...{ priority: 5, impact: 'low', urgency: 'low', category: 'software', major: false },
    ...{ team: null, cis: [], into: null, language },
  };
}

/** In order; one key, as a ticket of an incident has. */
export function drillOperations(drill: Drill): readonly TicketOperation[] {
  const { tenant, sink, at } = drill;
  const incident = `drill-${base32Id(10, tenant, sink, String(at))}`.toLowerCase();
  const key = base32Id(26, tenant, incident, sink, 'drill', '1');
  return life.map((op, index) => {
    const seq = index + 1;
    const fields = fieldsOf(drill, op);
    return { id: `${key}.${String(seq)}`, at, op, incident, sink, unit: 'drill', key, seq, fields };
  });
}
