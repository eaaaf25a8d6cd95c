// What the one ticket says that stands for the incidents above a system's hourly limit.
import type { Incident } from '../../domain/incident.ts';
import type { TicketFields, TicketOp } from '../../domain/ticket.ts';
import { incidentTitle } from '../wording/incident-title.ts';
import { counted } from '../wording/format-number.ts';
import type { Language } from '../wording/language.ts';
import { say } from './voice.ts';
import type { Voice } from './voice.ts';

export interface Overflow {
  /** Without a ticket of their own. */
  readonly incidents: readonly Incident[];
  readonly perHour: number;
  readonly op: TicketOp;
  readonly language: Language;
  readonly timezone: string;
}

/** A page that a person can read; the rest is counted. */
const listed = 50;

function listOf(incidents: readonly Incident[], voice: Voice): string {
  const lines = incidents.slice(0, listed).map((each) => `${each.number}: ${incidentTitle(each, voice.language)}`);
  const more = incidents.length - listed;
  const rest = say(voice, { en: `… and ${String(more)} more.`, fr: `… et ${String(more)} autres.` });
  return [...lines, ...(more > 0 ? [rest] : [])].join('\n');
}

export function overflowFields({ incidents, perHour, op, language, timezone }: Overflow): TicketFields {
  const voice: Voice = { language, timezone };
  const words = language === 'en' ? (['incident', 'incidents'] as const) : (['incident', 'incidents'] as const);
  const count = counted(incidents.length, language, words[0], words[1]);
  const limit = String(perHour);
  const over = op === 'resolve';
  const best = Math.min(5, ...incidents.map(({ priority }) => priority));
  const title = say(voice, {
    en: over ? 'More incidents than tickets: over' : `P${String(best)} – ${count} more without a ticket of their own`,
    fr: over ? "Plus d'incidents que de tickets : terminé" : `P${String(best)} – ${count} de plus sans ticket propre`,
  });
  const why = say(voice, {
    en: `More than ${limit} tickets were opened within an hour. To keep the desk usable, this ticket stands for the others; each gets its own as soon as there is room, priority 1 and majors always at once.`,
    fr: `Plus de ${limit} tickets ont été ouverts en une heure. Pour que le bureau reste utilisable, ce ticket vaut pour les autres ; chacun aura le sien dès qu'il y aura de la place, la priorité 1 et les majeurs toujours aussitôt.`,
  });
  const done = say(voice, {
    en: 'Every incident listed here has ended, or has a ticket of its own by now.',
    fr: 'Chaque incident listé ici est terminé, ou a maintenant son propre ticket.',
  });
  return {
    ...{ title, publicText: op === 'update' ? '' : over ? done : why },
    technicalText: over ? done : `${why}\n${listOf(incidents, voice)}`,
    ...{ priority: best, impact: 'medium', urgency: 'medium', category: 'software', major: false },
    ...{ team: null, cis: [], into: null, language },
  };
}
