// What pages say of an incident's life and of service levels, in English.
import type { LifeWords, SlaWords } from './life-words.ts';

const leftWords = (left: string | null): string => (left === null ? '' : ` (${left} left)`);

export const englishLife: LifeWords = {
  title: 'How far it has come',
  steps: {
    registered: 'Registered',
    qualified: 'Qualified',
    prioritised: 'Prioritised',
    assigned: 'Assigned',
    diagnosed: 'Diagnosed',
    resolved: 'Resolved',
    closed: 'Closed, the users agree',
    'post-mortem': 'Post-mortem',
  },
  by: (who) => `by ${who === 'vigie' ? 'Vigie' : who}`,
  due: (time) => `due by ${time}`,
  notYet: 'not yet',
};

export const englishSla: SlaWords = {
  title: 'Service levels',
  clocks: { respond: 'Take in charge', resolve: 'Resolve' },
  within: (span) => `within ${span}`,
  due: {
    respond: (time, left) => `take it by ${time}${leftWords(left)}`,
    resolve: (time, left) => `resolve by ${time}${leftWords(left)}`,
  },
  over: {
    respond: (span) => `nobody took it: ${span} late`,
    resolve: (span) => `should be over: ${span} late`,
  },
  waiting: { respond: 'clock stands still', resolve: 'waits for its user: clock stands still' },
  states: { met: 'met', missed: 'missed' },
};
