// The part of a ticket that users read: what is broken, for whom, since when, who works on it, next news.
import { isMajorNow, type Incident } from '../../domain/incident.ts';
import { counted } from '../wording/format-number.ts';
import { leadPlace } from '../wording/incident-title.ts';
import { oneLine } from '../wording/join-words.ts';
import { servicesHitNow } from '../wording/services-hit.ts';
import { noRecovery } from './recovery.ts';
import type { Recovery } from './recovery.ts';
import { hitSentences, serviceNames } from './service-sentences.ts';
import { minuteInZone, say } from './voice.ts';
import type { Voice } from './voice.ts';

/** A major is told of every 30 min: policy-defaults, "notification". */
const majorNewsMs = 30 * 60_000;

function withoutService(incident: Incident, voice: Voice): string {
  const when = minuteInZone(incident.firstAlertAt, voice);
  if (incident.storm !== undefined) return manyProblems(incident.storm, when, voice);
  const where = leadPlace(incident);
  return say(voice, {
    en: `A technical problem${where === '' ? '' : ` with ${where}`} has been watched since ${when}. No service is known to be affected.`,
    fr: `Un problème technique${where === '' ? '' : ` concernant ${where}`} est suivi depuis ${when}. Aucun service n'est connu comme touché.`,
  });
}

function manyProblems({ place }: NonNullable<Incident['storm']>, when: string, voice: Voice): string {
  const site = place.by === 'site' ? oneLine(place.name, 60) : '';
  return say(voice, {
    en: `Many technical problems${site === '' ? '' : ` at ${site}`} have been watched together since ${when}. No service is known to be affected.`,
    fr: `De nombreux problèmes techniques${site === '' ? '' : ` à ${site}`} sont suivis ensemble depuis ${when}. Aucun service n'est connu comme touché.`,
  });
}

function allBack(incident: Incident, voice: Voice): string {
  const names = serviceNames(incident.services, voice);
  return say(voice, {
    en: `Back to normal: ${names}. What caused it is still being followed.`,
    fr: `De nouveau normal : ${names}. La cause est encore suivie.`,
  });
}

export function usersSentence(incident: Incident, voice: Voice): string[] {
  if (incident.services.length > 0 && servicesHitNow(incident).length === 0) return [];
  const one = (count: number): string =>
    counted(
      count,
      voice.language,
      voice.language === 'en' ? 'user' : 'utilisateur',
      voice.language === 'en' ? 'users' : 'utilisateurs',
    );
  if (incident.users > 0) {
    const many = incident.users > 1;
    return [
      say(voice, {
        en: `${incident.usersUpTo ? 'Up to' : 'About'} ${one(incident.users)} ${many ? 'are' : 'is'} affected.`,
        fr: `${incident.usersUpTo ? "Jusqu'à" : 'Environ'} ${one(incident.users)} ${many ? 'sont touchés' : 'est touché'}.`,
      }),
    ];
  }
  if (incident.usersDegraded === 0) return [];
  return [
    say(voice, {
      en: `Up to ${one(incident.usersDegraded)} may notice it.`,
      fr: `Jusqu'à ${one(incident.usersDegraded)} peuvent s'en apercevoir.`,
    }),
  ];
}

/** `network`, `Network team` and `équipe réseau` all read well after "the … team". */
export function teamName(team: string): string {
  return oneLine(team, 60).replace(/^(?:the |équipe |l'équipe )|(?: team)$/gi, '');
}

function workSentence(incident: Incident, voice: Voice): string {
  const taken = incident.acknowledgedBy !== null;
  if (incident.team === null) {
    return taken
      ? say(voice, { en: 'It is being worked on.', fr: 'Une intervention est en cours.' })
      : say(voice, { en: 'The ticket waits for a team.', fr: 'Le ticket attend une équipe.' });
  }
  const team = teamName(incident.team);
  return taken
    ? say(voice, { en: `The ${team} team is working on it.`, fr: `L'équipe ${team} intervient.` })
    : say(voice, { en: `The ticket is with the ${team} team.`, fr: `Le ticket est confié à l'équipe ${team}.` });
}

export function nextNews(incident: Incident, at: number, voice: Voice): string {
  if (!isMajorNow(incident))
    return say(voice, {
      en: 'You will hear again as soon as something changes.',
      fr: 'Nous vous informerons dès que la situation change.',
    });
  const due = minuteInZone(at + majorNewsMs, voice).replace(/ \(.*\)$/, '');
  return say(voice, { en: `Next news at ${due} at the latest.`, fr: `Prochaine information au plus tard à ${due}.` });
}

/** `recovery`: what was seen of the services before, so that it can be said since when each is as it is. */
export function brokenSentences(incident: Incident, voice: Voice, recovery: Recovery = noRecovery): string[] {
  const lines = hitSentences(servicesHitNow(incident), recovery, voice);
  if (lines.length > 0) return lines;
  return [incident.services.length > 0 ? allBack(incident, voice) : withoutService(incident, voice)];
}

export function publicPart(incident: Incident, recovery: Recovery, at: number, voice: Voice): string {
  return [
    ...brokenSentences(incident, voice, recovery),
    ...usersSentence(incident, voice),
    workSentence(incident, voice),
    nextNews(incident, at, voice),
  ].join(' ');
}
