// Which language the pages speak: the address, else what was chosen before, else the browser's.
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { english } from './english.ts';
import { french } from './french.ts';
import type { Language, Words } from './words.ts';

const storageKey = 'vigie-language';
const dictionaries: Readonly<Record<Language, Words>> = { en: english, fr: french };

function isLanguage(word: string | null | undefined): word is Language {
  return word === 'en' || word === 'fr';
}

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLanguage(asked)) return asked;
  const chosen = localStorage.getItem(storageKey);
  if (isLanguage(chosen)) return chosen;
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

interface Spoken {
  readonly words: Words;
  readonly choose: (language: Language) => void;
}

const SpokenContext = createContext<Spoken>({ words: english, choose: () => undefined });

export function SpokenLanguage({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo(
    () => ({
      words: dictionaries[language],
      choose: (next: Language) => {
        localStorage.setItem(storageKey, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

export function useWords(): Words {
  return use(SpokenContext).words;
}

export function useLanguageChoice(): (language: Language) => void {
  return use(SpokenContext).choose;
}
