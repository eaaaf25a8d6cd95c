// Lists in a sentence: `A, B and C`, `A, B and 4 more`.
import { formatNumber } from './format-number.ts';
import type { Language } from './language.ts';

const and = { en: 'and', fr: 'et' } as const;
const more = { en: 'more', fr: 'autres' } as const;

/** At most `limit` words, the rest counted. */
export function joinWords(words: readonly string[], language: Language, limit = 5): string {
  const over = words.length - limit;
  const shown = over > 1 ? [...words.slice(0, limit), `${formatNumber(over, language)} ${more[language]}`] : words;
  if (shown.length < 2) return shown[0] ?? '';
  return `${shown.slice(0, -1).join(', ')} ${and[language]} ${shown.at(-1) ?? ''}`;
}

/** One line, no control characters, cut at a word where it is too long. Texts of sources pass through here. */
export function oneLine(text: string, length = 200): string {
  const flat = text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const letters = Array.from(flat);
  if (letters.length <= length) return flat;
  const cut = letters.slice(0, length - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > length * 0.6 ? cut.slice(0, space) : cut}…`;
}
