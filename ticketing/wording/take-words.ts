// The words of the page on which people take an incident in charge by the link of a message.
import type { InBoth } from './language.ts';

interface TakeWords {
  readonly title: string;
  readonly ask: string;
  readonly name: string;
  readonly button: string;
  readonly taken: (by: string) => string;
  readonly thanks: string;
  readonly noted: string;
  readonly over: string;
  readonly expired: string;
  readonly expiredWhy: string;
  readonly forged: string;
  readonly forgedWhy: string;
  readonly unknown: string;
  readonly open: string;
  /** As the reason of the acknowledgement. */
  readonly reason: (recipient: string) => string;
}

export const takeWords: InBoth<TakeWords> = {
  en: {
    title: 'Take this incident in charge?',
    ask: 'Whoever takes it works on it, or sees to it that somebody does. Nobody else is asked after that.',
    name: 'Your name',
    button: 'Take it in charge',
    taken: (by) => `${by} has taken it already.`,
    thanks: 'Thank you, it is yours',
    noted: 'Vigie notes it, and asks nobody else.',
    over: 'It is over: nothing is to be done.',
    expired: 'This link has expired',
    expiredWhy: 'Take the incident in the console, or by the link of a later message.',
    forged: 'This link is not valid',
    forgedWhy: 'It may have been cut by a mail program: copy the whole address.',
    unknown: 'This incident is not known here any more.',
    open: 'Open the incident',
    reason: (recipient) => `by the link in a message to ${recipient}`,
  },
  fr: {
    title: 'Prendre cet incident en charge ?',
    ask: "Qui le prend s'en occupe, ou veille à ce que quelqu'un s'en occupe. Plus personne d'autre n'est ensuite sollicité.",
    name: 'Votre nom',
    button: 'Prendre en charge',
    taken: (by) => `${by} l'a déjà pris en charge.`,
    thanks: 'Merci, il est à vous',
    noted: "Vigie en prend note et ne sollicite plus personne d'autre.",
    over: "C'est terminé : il n'y a rien à faire.",
    expired: 'Ce lien a expiré',
    expiredWhy: "Prenez l'incident en charge dans la console, ou par le lien d'un message plus récent.",
    forged: "Ce lien n'est pas valable",
    forgedWhy: "Un logiciel de messagerie l'a peut-être coupé : copiez l'adresse entière.",
    unknown: "Cet incident n'est plus connu ici.",
    open: "Ouvrir l'incident",
    reason: (recipient) => `par le lien d'un message à ${recipient}`,
  },
};
