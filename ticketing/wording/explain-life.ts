// Wording of what an incident's life was promised: service levels that run out, the review of a major.
import type { EvidenceReader } from './evidence-reader.ts';
import type { Explainer } from './explanation.ts';

export type LifeReason = 'sla-warning' | 'sla-breached' | 'post-mortem-due' | 'post-mortem-written';

const isResponse = (e: EvidenceReader): boolean => e.is('clock', 'respond');

export const lifeExplainers: Readonly<Record<LifeReason, Explainer>> = {
  'sla-warning': {
    en: (e) => ({
      what: `${e.share('share')} of the time to ${isResponse(e) ? 'take it in charge' : 'resolve it'} is used up.`,
      because: `Priority P${e.number('priority')} promises ${e.span('targetMs')}: until ${e.time('dueAt')}.`,
      unless: isResponse(e)
        ? 'The clock stops when a person takes the incident.'
        : 'The clock stands still while the ticket waits for its user, and outside the hours that count.',
    }),
    fr: (e) => ({
      what: `${e.share('share')} du délai de ${isResponse(e) ? 'prise en charge' : 'résolution'} est écoulé.`,
      because: `La priorité P${e.number('priority')} promet ${e.span('targetMs')} : jusqu'au ${e.time('dueAt')}.`,
      unless: isResponse(e)
        ? "Le compteur s'arrête dès qu'une personne prend l'incident."
        : "Le compteur s'arrête tant que le ticket attend son demandeur, et hors des heures qui comptent.",
    }),
  },
  'sla-breached': {
    en: (e) => ({
      what: `The time to ${isResponse(e) ? 'take it in charge' : 'resolve it'} is over.`,
      because: `Priority P${e.number('priority')} promises ${e.span('targetMs')}, and ${e.span('usedMs')} are used up.`,
      unless: isResponse(e) ? 'A person taking it in time would have met it.' : 'Its end in time would have met it.',
    }),
    fr: (e) => ({
      what: `Le délai de ${isResponse(e) ? 'prise en charge' : 'résolution'} est dépassé.`,
      because: `La priorité P${e.number('priority')} promet ${e.span('targetMs')}, et ${e.span('usedMs')} sont écoulés.`,
      unless: isResponse(e) ? "Une prise en charge à temps l'aurait tenu." : "Une fin à temps l'aurait tenu.",
    }),
  },
  'post-mortem-due': {
    en: (e) => ({
      what: `A post-mortem is due by ${e.time('dueAt')}.`,
      because: 'It was a major incident.',
      unless: 'An incident that never was a major asks for none.',
    }),
    fr: (e) => ({
      what: `Un post-mortem est attendu au plus tard le ${e.time('dueAt')}.`,
      because: "C'était un incident majeur.",
      unless: "Un incident qui n'a jamais été majeur n'en demande pas.",
    }),
  },
  'post-mortem-written': {
    en: (e) => ({
      what: `${e.text('by')} wrote the post-mortem.`,
      because: `Where it is: ${e.text('where')}.`,
      unless: 'Until a person says so, it counts as due, and is reminded of.',
    }),
    fr: (e) => ({
      what: `${e.text('by')} a écrit le post-mortem.`,
      because: `Où il se trouve : ${e.text('where')}.`,
      unless: "Tant que personne ne le dit, il compte comme attendu et fait l'objet d'un rappel.",
    }),
  },
};
