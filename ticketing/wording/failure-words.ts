// Kinds of failure, and how often something happened, in words.
import type { Failure } from '../../domain/problem.ts';
import type { SymptomKind } from '../../domain/symptom-kind.ts';
import { classWord } from './domain-words.ts';
import { oneLine } from './join-words.ts';
import type { InBoth, Language } from './language.ts';

export const failureKindWords: InBoth<Readonly<Record<SymptomKind, string>>> = {
  en: {
    reachability: 'does not answer',
    error: 'errors',
    latency: 'slow',
    client: 'slow dependencies',
    traffic: 'too little traffic',
    resource: 'short of resources or restarting',
    capacity: 'hardware or capacity warning',
    security: 'security',
    other: 'other trouble',
  },
  fr: {
    reachability: 'ne répond pas',
    error: 'erreurs',
    latency: 'lenteur',
    client: 'dépendances lentes',
    traffic: 'trop peu de trafic',
    resource: 'ressources épuisées ou redémarrages',
    capacity: 'avertissement de matériel ou de capacité',
    security: 'sécurité',
    other: 'autre trouble',
  },
};

/** `switch sw-core-02: does not answer`. */
export function failureName({ ciName, ciClass, kind }: Omit<Failure, 'ci'>, language: Language): string {
  const [word, name] = [classWord(ciClass, language), oneLine(ciName, 60)];
  const what = word === '' || name.toLowerCase().includes(word.toLowerCase()) ? name : `${word} ${name}`;
  return `${what}${language === 'en' ? ': ' : ' : '}${failureKindWords[language][kind]}`;
}

const endings = ['th', 'st', 'nd', 'rd'] as const;

/** `4th`, `4e`. */
export function ordinal(n: number, language: Language): string {
  if (language === 'fr') return n === 1 ? '1re' : `${String(n)}e`;
  const [tens, ones] = [n % 100, n % 10];
  const ending = tens > 10 && tens < 14 ? 'th' : (endings[ones] ?? 'th');
  return `${String(n)}${ending}`;
}
