// What the pages say where a person tells that a post-mortem is written, in each language.
import type { ActWords } from './act-words.ts';

export interface PostMortemWords extends ActWords {
  readonly button: string;
  readonly title: (number: string) => string;
  readonly sent: (number: string) => string;
}

export const englishPostMortem: PostMortemWords = {
  button: 'It is written…',
  title: (number) => `Post-mortem of ${number}`,
  why: 'Says to everyone that it is written, and where. Nobody is reminded of it any more.',
  reason: 'Where it is',
  reasonHint: 'e.g. https://wiki.example.net/post-mortems/12',
  reasonMissing: 'Say where it is, or what it comes to.',
  send: 'It is written',
  sent: (number) => `${number}: sent, the post-mortem is written.`,
  failed: (message, code) => `Not noted: ${message} (${code})`,
};

export const frenchPostMortem: PostMortemWords = {
  button: 'Il est écrit…',
  title: (number) => `Post-mortem de ${number}`,
  why: 'Dit à tous qu’il est écrit, et où. Plus aucun rappel ne suit.',
  reason: 'Où il se trouve',
  reasonHint: 'p. ex. https://wiki.example.net/post-mortems/12',
  reasonMissing: 'Dites où il se trouve, ou ce qu’il conclut.',
  send: 'Il est écrit',
  sent: (number) => `${number} : envoyé, le post-mortem est écrit.`,
  failed: (message, code) => `Non noté : ${message} (${code})`,
};
