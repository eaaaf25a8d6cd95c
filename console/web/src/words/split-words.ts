// What the pages say where a person parts an incident in two, in each language.
import type { ActWords } from './act-words.ts';

export interface SplitWords extends ActWords {
  readonly button: string;
  readonly title: (number: string) => string;
  readonly members: string;
  readonly none: string;
  readonly all: string;
  readonly more: string;
  readonly sent: (number: string) => string;
}

export const englishSplit: SplitWords = {
  button: 'Split…',
  title: (number) => `Split ${number}`,
  why: 'The open alerts of what you choose go to an incident of their own, with tickets of its own. The two stay apart.',
  members: 'What does not belong here',
  none: 'Choose at least one element.',
  all: 'Something has to stay: leave out at least one element.',
  more: 'Show more elements',
  reason: 'How you know',
  reasonHint: 'e.g. the printers lost their own switch',
  reasonMissing: 'Say in a word how you know.',
  send: 'Split',
  sent: (number) => `${number}: split sent. The new incident shows on the board.`,
  failed: (message, code) => `Not split: ${message} (${code})`,
};

export const frenchSplit: SplitWords = {
  button: 'Scinder…',
  title: (number) => `Scinder ${number}`,
  why: 'Les alertes ouvertes de ce que vous choisissez forment un incident à part, avec ses propres tickets. Les deux restent séparés.',
  members: 'Ce qui n’a rien à faire ici',
  none: 'Choisissez au moins un élément.',
  all: 'Il faut que quelque chose reste\u00a0: laissez au moins un élément.',
  more: 'Montrer plus d’éléments',
  reason: 'Comment vous le savez',
  reasonHint: 'p. ex. les imprimantes ont perdu leur propre commutateur',
  reasonMissing: 'Dites en un mot comment vous le savez.',
  send: 'Scinder',
  sent: (number) => `${number} : scission envoyée. Le nouvel incident apparaît sur le tableau.`,
  failed: (message, code) => `Non scindé : ${message} (${code})`,
};
