// What the pages say of problems and of past incidents, in both languages.
import type { IncidentDetail, ProblemRow } from '../api/shapes.ts';
import type { ActWords } from './act-words.ts';

export interface ProblemWords extends Omit<ActWords, 'send'> {
  readonly link: string;
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly noneBody: string;
  readonly states: Readonly<Record<ProblemRow['state'], string>>;
  readonly times: (count: string) => string;
  readonly since: (when: string) => string;
  readonly acts: Readonly<Record<'open' | 'decline' | 'close' | 'reopen', string>>;
  readonly asks: Readonly<Record<'open' | 'decline' | 'close', (number: string) => string>>;
  readonly more: string;
  readonly background: string;
  readonly nth: (nth: number, days: number, name: string) => string;
  readonly belongs: (number: string, state: string) => string;
  readonly like: Readonly<Record<IncidentDetail['background']['seen'][number]['like'], string>>;
  readonly seenLine: (when: string, took: string, by: string) => string;
  readonly nobody: string;
}

const ends = ['th', 'st', 'nd', 'rd'];
const ordinal = (n: number): string => `${String(n)}${n % 100 > 10 && n % 100 < 14 ? 'th' : (ends[n % 10] ?? 'th')}`;

export const problemWords: Readonly<Record<'en' | 'fr', ProblemWords>> = {
  en: {
    link: 'Problems',
    title: 'What comes back',
    lead: 'Incidents end, their cause may not. The same cause three times within a month is proposed as a problem.',
    none: 'Nothing comes back',
    noneBody: 'No cause has led to as many incidents as it takes.',
    states: { proposed: 'proposed', open: 'open', closed: 'closed', declined: 'declined' },
    times: (count) => `${count} times`,
    since: (when) => `since ${when}`,
    acts: { open: 'Open', decline: 'Decline', close: 'Close', reopen: 'Open again' },
    asks: {
      open: (number) => `Open ${number}?`,
      decline: (number) => `Decline ${number}?`,
      close: (number) => `Close ${number}?`,
    },
    why: 'Who says so, and why, is kept with the problem.',
    reason: 'Why',
    reasonHint: 'e.g. the fan tray failed for the third time',
    reasonMissing: 'Say why in a word.',
    failed: (message, code) => `Not noted: ${message} (${code})`,
    more: 'More',
    background: 'From experience',
    nth: (nth, days, name) => `${ordinal(nth)} time in ${String(days)} days (${name}).`,
    belongs: (number, state) => `Problem ${number}, ${state}`,
    like: { failure: 'same cause', services: 'same service' },
    seenLine: (when, took, by) => `${when}, ${took}, ${by}`,
    nobody: 'nobody named',
  },
  fr: {
    link: 'Problèmes',
    title: 'Ce qui revient',
    lead: 'Les incidents prennent fin, leur cause pas toujours. La même cause trois fois en un mois est proposée comme problème.',
    none: 'Rien ne revient',
    noneBody: 'Aucune cause n’a mené à assez d’incidents.',
    states: { proposed: 'proposé', open: 'ouvert', closed: 'clos', declined: 'écarté' },
    times: (count) => `${count} fois`,
    since: (when) => `depuis le ${when}`,
    acts: { open: 'Ouvrir', decline: 'Écarter', close: 'Clore', reopen: 'Rouvrir' },
    asks: {
      open: (number) => `Ouvrir ${number}\u00a0?`,
      decline: (number) => `Écarter ${number}\u00a0?`,
      close: (number) => `Clore ${number}\u00a0?`,
    },
    why: 'Qui le dit, et pourquoi, reste noté avec le problème.',
    reason: 'Pourquoi',
    reasonHint: 'p. ex. le ventilateur a lâché pour la troisième fois',
    reasonMissing: 'Dites pourquoi en un mot.',
    failed: (message, code) => `Non noté\u00a0: ${message} (${code})`,
    more: 'Suite',
    background: 'D’expérience',
    nth: (nth, days, name) => `${nth === 1 ? '1re' : `${String(nth)}e`} fois en ${String(days)} jours (${name}).`,
    belongs: (number, state) => `Problème ${number}, ${state}`,
    like: { failure: 'même cause', services: 'même service' },
    seenLine: (when, took, by) => `${when}, ${took}, ${by}`,
    nobody: 'personne de nommé',
  },
};
