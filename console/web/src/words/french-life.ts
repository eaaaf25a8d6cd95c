// What pages say of an incident's life and of service levels, in French.
import type { LifeWords, SlaWords } from './life-words.ts';

const leftWords = (left: string | null): string => (left === null ? '' : ` (reste ${left})`);

export const frenchLife: LifeWords = {
  title: 'Où en est-on',
  steps: {
    registered: 'Enregistré',
    qualified: 'Qualifié',
    prioritised: 'Priorisé',
    assigned: 'Affecté',
    diagnosed: 'Diagnostiqué',
    resolved: 'Résolu',
    closed: 'Clos, validé par l’utilisateur',
    'post-mortem': 'Post-mortem',
  },
  by: (who) => `par ${who === 'vigie' ? 'Vigie' : who}`,
  due: (time) => `attendu avant ${time}`,
  notYet: 'pas encore',
};

export const frenchSla: SlaWords = {
  title: 'Niveaux de service',
  clocks: { respond: 'Prise en charge', resolve: 'Résolution' },
  within: (span) => `en ${span}`,
  due: {
    respond: (time, left) => `à prendre avant ${time}${leftWords(left)}`,
    resolve: (time, left) => `à résoudre avant ${time}${leftWords(left)}`,
  },
  over: {
    respond: (span) => `personne ne l’a pris : ${span} de retard`,
    resolve: (span) => `devrait être fini : ${span} de retard`,
  },
  waiting: { respond: 'compteur arrêté', resolve: 'attend son demandeur\u00a0: compteur arrêté' },
  states: { met: 'tenu', missed: 'non tenu' },
};
