// Wording of cause, impact, priority and category.
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';
import { formatNumber } from './format-number.ts';
import { joinWords } from './join-words.ts';
import type { Language } from './language.ts';
import {
  capWords,
  categoryWords,
  impactBecauseWords,
  levelWords,
  serviceStateWords,
  urgencyWords,
  wordOf,
} from './domain-words.ts';

type CauseReason = 'root-ranked' | 'root-unclear' | 'impact-assessed' | 'priority-set' | 'category-set';

/** `Web shop – down (web-tier: 0 of 4 up, needs 2)`. */
function serviceLine(service: EvidenceReader, language: Language): string {
  const state = wordOf(serviceStateWords, service.text('state'), language);
  const [of, up, needs] = language === 'en' ? ['of', 'up', 'needs'] : ['sur', 'en service', 'il en faut'];
  const arithmetic = `${service.name('group')}: ${service.number('up')} ${of} ${service.number('size')} ${up}, ${needs} ${service.number('needs')}`;
  return `${service.text('name')} – ${state}${service.has('group') ? ` (${arithmetic})` : ''}`;
}

function services(e: EvidenceReader, language: Language): string {
  const lines = e.each('services').map((service) => serviceLine(service, language));
  const none = language === 'en' ? 'no service' : 'aucun service';
  return lines.length === 0 ? none : joinWords(lines, language);
}

/** What was done to the first candidate before. */
function changed(e: EvidenceReader, language: Language): string {
  if (!e.has('change')) return '';
  const [name, what, at] = [e.name('first'), e.text('change'), e.time('changedAt')];
  return language === 'en' ? ` ${name} was changed at ${at}: ${what}.` : ` ${name} : modification à ${at} : ${what}.`;
}

/** How far it is from a major incident by its users alone; nothing where it is one, or never could be. */
function untilMajor(e: EvidenceReader, language: Language): string {
  const [users, from] = [e.raw('users'), e.raw('majorFrom')];
  if (typeof users !== 'number' || typeof from !== 'number' || users >= from) return '';
  if (e.is('because', 'critical-service-down')) return '';
  const missing = formatNumber(from - users, language);
  return language === 'en'
    ? ` Not major by its users: ${e.number('users')} of ${e.number('majorFrom')}; ${missing} more, or a critical service down, would make it one.`
    : ` Pas majeur par ses utilisateurs : ${e.number('users')} sur ${e.number('majorFrom')} ; ${missing} de plus, ou un service critique arrêté, en feraient un.`;
}

function cap(e: EvidenceReader, language: Language): string {
  if (!e.has('cap')) return '';
  const why = wordOf(capWords, e.text('cap'), language) + (e.has('rule') ? ` (${e.text('rule')})` : '');
  if (e.is('cap', 'rule') || e.is('cap', 'major')) return language === 'en' ? ` But ${why}.` : ` Mais ${why}.`;
  return language === 'en' ? ` It is capped: ${why}.` : ` Elle est plafonnée : ${why}.`;
}

export const causeExplainers: Readonly<Record<CauseReason, Explainer>> = {
  'root-ranked': {
    en: (e) => ({
      what: `The probable cause is ${e.name('first')} (${e.number('score')}).`,
      because: `It explains ${e.number('explained')} of ${e.number('of')} alerts${e.has('second') ? `; next comes ${e.name('second')} (${e.number('secondScore')})` : ''}.${changed(e, 'en')}`,
      unless: `Alerts that ${e.name('first')} cannot explain, or alarms of another CI before its own, would change the ranking.`,
    }),
    fr: (e) => ({
      what: `La cause probable est ${e.name('first')} (${e.number('score')}).`,
      because: `Elle explique ${e.number('explained')} alertes sur ${e.number('of')}${e.has('second') ? ` ; vient ensuite ${e.name('second')} (${e.number('secondScore')})` : ''}.${changed(e, 'fr')}`,
      unless: `Des alertes que ${e.name('first')} n'explique pas, ou des alarmes d'un autre élément avant les siennes, changeraient le classement.`,
    }),
  },
  'root-unclear': {
    en: (e) => ({
      what: `The cause is unclear between ${e.name('first')} and ${e.name('second')}.`,
      because: `Their scores are close: ${e.number('score')} and ${e.number('secondScore')}.${changed(e, 'en')}`,
      unless: 'An alert that only one of them explains would decide.',
    }),
    fr: (e) => ({
      what: `La cause est incertaine entre ${e.name('first')} et ${e.name('second')}.`,
      because: `Leurs scores sont proches : ${e.number('score')} et ${e.number('secondScore')}.${changed(e, 'fr')}`,
      unless: "Une alerte que seul l'un des deux explique trancherait.",
    }),
  },
  'impact-assessed': {
    en: (e) => ({
      what: `Impact: ${wordOf(levelWords, e.text('impact'), 'en')}; ${e.number('users')} users hit.`,
      because: `${wordOf(impactBecauseWords, e.text('because'), 'en')}: ${services(e, 'en')}.`.replace(/^./, (first) =>
        first.toUpperCase(),
      ),
      unless: `Redundancy left, or fewer users behind the services, would lower it.${untilMajor(e, 'en')}`,
    }),
    fr: (e) => ({
      what: `Impact ${wordOf(levelWords, e.text('impact'), 'fr')} ; ${e.number('users')} utilisateurs touchés.`,
      because: `${wordOf(impactBecauseWords, e.text('because'), 'fr')} : ${services(e, 'fr')}.`.replace(/^./, (first) =>
        first.toUpperCase(),
      ),
      unless: `De la redondance restante, ou moins d'utilisateurs derrière les services, l'abaisserait.${untilMajor(e, 'fr')}`,
    }),
  },
  'priority-set': {
    en: (e) => ({
      what: `Priority P${e.text('priority')}${e.has('from') ? `, before: P${e.text('from')}` : ''}.`,
      because: `Impact ${wordOf(levelWords, e.text('impact'), 'en')} × urgency ${wordOf(urgencyWords, e.text('urgency'), 'en')}.${cap(e, 'en')}`,
      unless: 'Another impact or urgency would lead to another cell of the priority matrix.',
    }),
    fr: (e) => ({
      what: `Priorité P${e.text('priority')}${e.has('from') ? `, avant : P${e.text('from')}` : ''}.`,
      because: `Impact ${wordOf(levelWords, e.text('impact'), 'fr')} × urgence ${wordOf(urgencyWords, e.text('urgency'), 'fr')}.${cap(e, 'fr')}`,
      unless: 'Un autre impact ou une autre urgence mènerait à une autre case de la matrice des priorités.',
    }),
  },
  'category-set': {
    en: (e) => ({
      what: `Category: ${wordOf(categoryWords, e.text('category'), 'en')}${e.has('from') ? `, before: ${wordOf(categoryWords, e.text('from'), 'en')}` : ''}.`,
      because: 'It follows from the probable cause and from what its alerts say.',
      unless: 'Another probable cause could lead to another category.',
    }),
    fr: (e) => ({
      what: `Catégorie : ${wordOf(categoryWords, e.text('category'), 'fr')}${e.has('from') ? `, avant : ${wordOf(categoryWords, e.text('from'), 'fr')}` : ''}.`,
      because: 'Elle découle de la cause probable et de ce que disent ses alertes.',
      unless: 'Une autre cause probable pourrait mener à une autre catégorie.',
    }),
  },
};
