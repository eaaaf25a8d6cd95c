// What a person reads who reported something that is known already: known, since when, who works on it, next news.
import type { Incident } from '../../domain/incident.ts';
import { nextNews } from './public-part.ts';
import { minuteInZone, say } from './voice.ts';
import type { Voice } from './voice.ts';

export function answerPart(incident: Incident, at: number, voice: Voice): string {
  const since = minuteInZone(incident.incidentAt, voice);
  const known = say(voice, {
    en: `Thank you. This trouble is known and has been worked on since ${since}.`,
    fr: `Merci. Ce problème est connu et en cours de traitement depuis ${since}.`,
  });
  const linked = say(voice, {
    en: 'Your ticket is linked to ours: you need not do anything more.',
    fr: 'Votre ticket est lié au nôtre : vous n’avez rien d’autre à faire.',
  });
  return `${known} ${linked} ${nextNews(incident, at, voice)}`;
}
