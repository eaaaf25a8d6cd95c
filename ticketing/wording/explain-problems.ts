// Wording of what became of problems: the causes behind incidents that come back.
import type { SymptomKind } from '../../domain/symptom-kind.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';
import { failureKindWords } from './failure-words.ts';
import type { Language } from './language.ts';

export type ProblemReason =
  'problem-proposed' | 'problem-opened' | 'problem-linked' | 'problem-reopened' | 'problem-closed' | 'problem-declined';

function failure(e: EvidenceReader, language: Language): string {
  const kind = failureKindWords[language][e.text('kind') as SymptomKind] ?? e.text('kind');
  return `${e.text('name')}${language === 'en' ? ': ' : ' : '}${kind}`;
}

function often(e: EvidenceReader, language: Language): string {
  return language === 'en'
    ? `${e.number('count')} incidents with this cause (${failure(e, 'en')}); from ${e.number('incidents')} within ${e.span('withinMs')} on it is a problem`
    : `${e.number('count')} incidents avec cette cause (${failure(e, 'fr')}) ; à partir de ${e.number('incidents')} en ${e.span('withinMs')}, c'est un problème`;
}

const because = {
  en: (e: EvidenceReader) => `${often(e, 'en')}.`,
  fr: (e: EvidenceReader) => `${often(e, 'fr')}.`,
};

export const problemExplainers: Readonly<Record<ProblemReason, Explainer>> = {
  'problem-proposed': {
    en: (e) => ({
      what: `Problem ${e.text('problem')} is proposed.`,
      because: because.en(e),
      unless: 'Another cause, or a longer time between them, would have left them incidents alone.',
    }),
    fr: (e) => ({
      what: `Le problème ${e.text('problem')} est proposé.`,
      because: because.fr(e),
      unless: "Une autre cause, ou plus de temps entre eux, n'aurait laissé que des incidents.",
    }),
  },
  'problem-opened': {
    en: (e) => ({
      what: `Problem ${e.text('problem')} is open (${e.text('by')}).`,
      because: because.en(e),
      unless: 'Where problems are only proposed, a person opens them.',
    }),
    fr: (e) => ({
      what: `Le problème ${e.text('problem')} est ouvert (${e.text('by')}).`,
      because: because.fr(e),
      unless: "Là où les problèmes ne sont que proposés, c'est une personne qui les ouvre.",
    }),
  },
  'problem-linked': {
    en: (e) => ({
      what: `Belongs to problem ${e.text('problem')}.`,
      because: `It has the same cause and shows the same way (${failure(e, 'en')}): ${e.number('count')} incidents so far.`,
      unless: 'With another cause it would stand by itself.',
    }),
    fr: (e) => ({
      what: `Relève du problème ${e.text('problem')}.`,
      because: `Même cause, même manifestation (${failure(e, 'fr')}) : ${e.number('count')} incidents jusqu'ici.`,
      unless: 'Avec une autre cause, il resterait isolé.',
    }),
  },
  'problem-reopened': {
    en: (e) => ({
      what: `Problem ${e.text('problem')} is open again.`,
      because: `It came back after it was closed (${failure(e, 'en')}).`,
      unless: 'With `afterClosed: new` a new problem would follow once it has come back often enough.',
    }),
    fr: (e) => ({
      what: `Le problème ${e.text('problem')} est rouvert.`,
      because: `C'est revenu après sa clôture (${failure(e, 'fr')}).`,
      unless: 'Avec `afterClosed: new`, un nouveau problème suivrait après assez de retours.',
    }),
  },
  'problem-closed': {
    en: (e) => ({
      what: `Problem ${e.text('problem')} is closed.`,
      because: `Closed by ${e.text('by')} (${e.text('why')}).`,
      unless: 'Vigie closes no problem by itself.',
    }),
    fr: (e) => ({
      what: `Le problème ${e.text('problem')} est clos.`,
      because: `Clos par ${e.text('by')} (${e.text('why')}).`,
      unless: "Vigie ne clôt aucun problème d'elle-même.",
    }),
  },
  'problem-declined': {
    en: (e) => ({
      what: `Problem ${e.text('problem')} is declined.`,
      because: `${e.text('by')} said that it is none (${e.text('why')}).`,
      unless: 'Only as many new incidents again would lead to another proposal.',
    }),
    fr: (e) => ({
      what: `Le problème ${e.text('problem')} est écarté.`,
      because: `${e.text('by')} a dit que ce n'en est pas un (${e.text('why')}).`,
      unless: "Il faudrait de nouveau autant d'incidents pour une autre proposition.",
    }),
  },
};
