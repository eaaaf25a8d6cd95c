// Whether a person's comment tells Vigie to say no more on a ticket, or to speak again.
export type Word = 'stop' | 'resume';

/** At the beginning alone: a reply that quotes Vigie's own text, which names the word, asks for nothing. */
const spoken = /^\s*@?vigie[\s,:]{1,3}(stop|resume|reprendre)\b/i;

/** Null: neither. */
export function hearWord(text: string): Word | null {
  const word = spoken.exec(text)?.[1]?.toLowerCase();
  if (word === undefined) return null;
  return word === 'stop' ? 'stop' : 'resume';
}
