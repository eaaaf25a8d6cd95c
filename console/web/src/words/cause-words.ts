// What the pages say where a person names the cause, in each language.
import type { ActWords } from './act-words.ts';

export interface CauseWords extends Omit<ActWords, 'why'> {
  readonly button: string;
  readonly buttonFor: (name: string) => string;
  readonly why: (name: string) => string;
  readonly sent: (name: string) => string;
}

export const englishCause: CauseWords = {
  button: 'This was the cause',
  buttonFor: (name) => `This was the cause: ${name}`,
  why: (name) => `From then on ${name} stands as the cause, under your name, and counts when such symptoms come again.`,
  reason: 'How you know',
  reasonMissing: 'Say in a word how you know.',
  send: 'Confirm the cause',
  sent: (name) => `Sent: you say that ${name} was the cause.`,
  failed: (message, code) => `Not sent: ${message} (${code})`,
};

export const frenchCause: CauseWords = {
  button: 'C’était la cause',
  buttonFor: (name) => `C’était la cause : ${name}`,
  why: (name) =>
    `Dès lors ${name} est retenu comme cause, sous votre nom, et comptera si de tels symptômes reviennent.`,
  reason: 'Comment vous le savez',
  reasonMissing: 'Dites en un mot comment vous le savez.',
  send: 'Confirmer la cause',
  sent: (name) => `Envoyé : vous dites que ${name} était la cause.`,
  failed: (message, code) => `Non envoyé : ${message} (${code})`,
};
