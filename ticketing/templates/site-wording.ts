// Which words a text has: the site's where it set its own and they say something, else Vigie's.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { TextName } from '../../domain/ticket-texts.ts';
import { voiceIn } from '../compose/voice.ts';
import { titleLength } from '../wording/incident-title.ts';
import { oneLine } from '../wording/join-words.ts';
import type { Language } from '../wording/language.ts';
import { fillTemplate, templateFaults } from './template.ts';
import { variableNames, variablesOf } from './variables.ts';

export interface Telling {
  readonly incident: Incident;
  /** Logical time of the text. */
  readonly at: number;
  readonly language: Language;
  readonly policy: Policy;
}

/** A template that this version cannot read, from a log that another one wrote, stops no ticket: Vigie's words stand. */
export function wordedBySite(name: TextName, builtIn: string, telling: Telling): string {
  const { incident, at, language, policy } = telling;
  const template = policy.texts?.[language]?.[name];
  if (template === undefined || templateFaults(template, variableNames).length > 0) return builtIn;
  const moment = { incident, at, voice: voiceIn(policy, language) };
  const filled = fillTemplate(template, variablesOf(moment, builtIn));
  const unmarked = withoutMarks(filled);
  const said = name === 'title' ? oneLine(unmarked, titleLength) : unmarked.trim();
  return oneLine(said) === '' ? builtIn : said;
}

/** The marks by which tickets and comments are found again are put there for each system: no word here may look like one. */
function withoutMarks(text: string): string {
  return text
    .replace(/\[([A-Z2-7]{13}(?:\.\d{1,9}[pt])?)\]/g, '($1)')
    .replace(/\bVigie (?=[A-Z2-7]{26}\b)/g, 'Vigie: ');
}
