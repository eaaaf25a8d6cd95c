// What the pages say of messages to people, in both languages.
import type { IncidentNotices } from '../api/shapes.ts';

type Told = IncidentNotices['items'][number];
type LevelName = NonNullable<IncidentNotices['escalation']>['level'];

export interface NoticeWords {
  readonly title: string;
  readonly levels: Readonly<Record<LevelName, string>>;
  readonly waiting: (since: string, level: string) => string;
  readonly next: (level: string, at: string) => string;
  readonly nobodyAbove: string;
  readonly withheld: Readonly<Record<NonNullable<IncidentNotices['withheld']>, string>>;
  readonly kinds: Readonly<Record<Told['kind'], string>>;
  readonly states: Readonly<Record<Told['state'], string>>;
  readonly earlier: (count: number) => string;
}

export const noticeWords: Readonly<Record<'en' | 'fr', NoticeWords>> = {
  en: {
    title: 'People told',
    levels: { n1: 'level 1', n2: 'level 2', n3: 'level 3', manager: 'the manager' },
    waiting: (since, level) => `Nobody has taken it since ${since}; asked last: ${level}.`,
    next: (level, at) => `At ${at}, ${level} is asked.`,
    nobodyAbove: 'Nobody is named above.',
    withheld: {
      'not-production': 'Nobody is told: it is not in production.',
      'in-maintenance': 'Nobody is told: all that is hit is in maintenance.',
    },
    kinds: {
      opened: 'asked to take it',
      escalated: 'asked, since nobody took it',
      declared: 'major incident began',
      changed: 'what changed',
      news: 'how it stands',
      'stood-down': 'major incident over',
      sla: 'warned that a promised time runs out',
      digest: 'told with others',
    },
    states: { planned: 'waiting', inflight: 'being sent', done: 'sent', refused: 'not sent' },
    earlier: (count) => `${String(count)} earlier`,
  },
  fr: {
    title: 'Personnes informées',
    levels: { n1: 'le niveau 1', n2: 'le niveau 2', n3: 'le niveau 3', manager: 'le responsable' },
    waiting: (since, level) => `Personne ne l’a pris depuis ${since}\u00a0; dernier sollicité\u00a0: ${level}.`,
    next: (level, at) => `À ${at}, ${level} sera sollicité.`,
    nobodyAbove: 'Personne n’est désigné au-dessus.',
    withheld: {
      'not-production': 'Personne n’est informé\u00a0: il n’est pas en production.',
      'in-maintenance': 'Personne n’est informé\u00a0: tout ce qui est touché est en maintenance.',
    },
    kinds: {
      opened: 'invité à le prendre en charge',
      escalated: 'sollicité, car personne ne l’a pris',
      declared: 'début de l’incident majeur',
      changed: 'ce qui a changé',
      news: 'où on en est',
      'stood-down': 'fin de l’incident majeur',
      sla: 'prévenu qu’un délai promis s’écoule',
      digest: 'informé avec d’autres',
    },
    states: { planned: 'en attente', inflight: 'en cours', done: 'envoyé', refused: 'non envoyé' },
    earlier: (count) => `${String(count)} plus anciens`,
  },
};
