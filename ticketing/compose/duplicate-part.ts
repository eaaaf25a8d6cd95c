// What a ticket says that turned out to be the second one of an incident.
import type { TicketOperation } from '../../domain/ticket.ts';
import type { Language } from '../wording/language.ts';

export interface Duplicate {
  readonly lane: Pick<TicketOperation, 'incident' | 'sink' | 'unit' | 'key'>;
  /** The ticket that lives on. */
  readonly kept: string;
  readonly title: string;
  readonly language: Language;
  readonly at: number;
}

/** Shared by all duplicates of a key: a comment on each is looked for by its own mark. */
const duplicateSeq = 0;

function texts(kept: string, language: Language): { publicText: string; technicalText: string } {
  if (language === 'fr')
    return {
      publicText: `Ceci est suivi dans le ticket ${kept}.`,
      technicalText: `Doublon : ce ticket et le ticket ${kept} portent la même clé, car une réponse s'était perdue à la création. Le suivi continue dans ${kept}.`,
    };
  return {
    publicText: `This is followed in ticket ${kept}.`,
    technicalText: `Duplicate: this ticket and ticket ${kept} carry the same key, since an answer was lost when it was created. Work goes on in ${kept}.`,
  };
}

export function duplicateOperation({ lane, kept, title, language, at }: Duplicate): TicketOperation {
  const { incident, sink, unit, key } = lane;
  const { publicText, technicalText } = texts(kept, language);
  const fields = {
    ...{ title: title.replace(/^\s*\[[A-Z2-7]{13}\]\s*/, ''), publicText, technicalText },
    ...{ priority: 5, impact: 'low' as const, urgency: 'low' as const, category: '', major: false },
    ...{ priorityByHand: true, team: null, cis: [], into: null, language },
  };
  const id = `${key}.${String(duplicateSeq)}`;
  return { id, at, op: 'merge', incident, sink, unit, key, seq: duplicateSeq, fields };
}
