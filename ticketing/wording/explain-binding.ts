// Wording of how an alert finds the CI that it is about.
import type { Explainer } from './explanation.ts';
import { wordOf } from './domain-words.ts';

type BindingReason = 'bound' | 'unbound' | 'bound-ambiguous' | 'rebound';

const byWords = {
  en: {
    id: 'its id',
    name: 'its name',
    alias: 'an alias',
    'short-name': 'its short name',
    address: 'an address',
    label: 'a label',
    peer: 'the peer that the check names',
    sender: "the sender's address",
  },
  fr: {
    id: 'son identifiant',
    name: 'son nom',
    alias: 'un alias',
    'short-name': 'son nom court',
    address: 'une adresse',
    label: 'une étiquette',
    peer: 'le pair que le contrôle nomme',
    sender: "l'adresse de l'émetteur",
  },
};

export const bindingExplainers: Readonly<Record<BindingReason, Explainer>> = {
  bound: {
    en: (e) => ({
      what: `The alert is about ${e.name('ci')}.`,
      because: `“${e.text('value')}” is ${wordOf(byWords, e.text('by'), 'en')} of it in the CMDB (confidence ${e.number('confidence')}).`,
      unless: `Without “${e.text('value')}” in the CMDB, weaker hints would have been tried, else the alert would be about no known CI.`,
    }),
    fr: (e) => ({
      what: `L'alerte concerne ${e.name('ci')}.`,
      because: `« ${e.text('value')} » est ${wordOf(byWords, e.text('by'), 'fr')} dans la CMDB (confiance ${e.number('confidence')}).`,
      unless: `Sans « ${e.text('value')} » dans la CMDB, des indices plus faibles auraient été essayés ; à défaut, l'alerte ne concernerait aucun élément connu.`,
    }),
  },
  unbound: {
    en: (e) => ({
      what: 'The alert is about nothing that the CMDB knows.',
      because: `None of these is in it: ${e.names('tried')}.`,
      unless: 'Add one of them to the CMDB as a name or an alias, and the alert will find its CI.',
    }),
    fr: (e) => ({
      what: "L'alerte ne concerne rien que la CMDB connaisse.",
      because: `Aucun de ces noms n'y figure : ${e.names('tried')}.`,
      unless: "Ajoutez l'un d'eux à la CMDB comme nom ou alias, et l'alerte trouvera son élément.",
    }),
  },
  'bound-ambiguous': {
    en: (e) => ({
      what: 'The alert could be about several CIs, so it is bound to none.',
      because: `“${e.text('value')}” leads to ${e.names('candidates')}.`,
      unless: 'If only one of them had this name or address, the alert would be about it.',
    }),
    fr: (e) => ({
      what: "L'alerte peut concerner plusieurs éléments ; elle n'est rattachée à aucun.",
      because: `« ${e.text('value')} » mène à ${e.names('candidates')}.`,
      unless: "Si un seul d'entre eux portait ce nom ou cette adresse, l'alerte lui serait rattachée.",
    }),
  },
  rebound: {
    en: (e) => ({
      what: `The alert is now about ${e.has('to') ? e.name('to') : 'no known CI'}, before: ${e.has('from') ? e.name('from') : 'no known CI'}.`,
      because: 'The CMDB changed while the alert was open.',
      unless: 'With the CMDB as it was, nothing would have changed.',
    }),
    fr: (e) => ({
      what: `L'alerte concerne maintenant ${e.has('to') ? e.name('to') : 'aucun élément connu'} ; avant : ${e.has('from') ? e.name('from') : 'aucun élément connu'}.`,
      because: "La CMDB a changé pendant que l'alerte était ouverte.",
      unless: "Avec l'ancienne CMDB, rien n'aurait changé.",
    }),
  },
};
