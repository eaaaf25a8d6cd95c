// What the resolved text says: what ended when, which services are back, who came back late.
import type { Incident } from '../../domain/incident.ts';
import { failedWithin } from '../problems/failed-within.ts';
import type { Within } from '../problems/failed-within.ts';
import { formatDuration } from '../wording/format-duration.ts';
import { counted } from '../wording/format-number.ts';
import { resolvedByWords } from '../wording/domain-words.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import type { InBoth } from '../wording/language.ts';
import { servicesHitNow } from '../wording/services-hit.ts';
import { stragglers } from './recovery.ts';
import { stormOver } from './storm-part.ts';
import type { Recovery } from './recovery.ts';
import { say, second, sentence } from './voice.ts';
import type { Voice } from './voice.ts';

function endedSentence(incident: Incident, voice: Voice): string {
  const ended = incident.alertCount - incident.openAlertCount;
  const by = incident.resolvedBy === null ? '' : resolvedByWords[voice.language][incident.resolvedBy];
  if (incident.openAlertCount > 0 || incident.lastClearAt === null) {
    const left =
      incident.openAlertCount === 0
        ? ''
        : {
            en: ` ${counted(incident.openAlertCount, 'en', 'alert that never reports an end is', 'alerts that never report an end are')} left.`,
            fr: ` Il reste ${counted(incident.openAlertCount, 'fr', "alerte qui n'annonce jamais sa fin", "alertes qui n'annoncent jamais leur fin")}.`,
          }[voice.language];
    return `${sentence(by === '' ? '' : `${by}.`)}${left}`.trim();
  }
  const until = second(incident.lastClearAt, voice);
  const lasted = formatDuration(incident.lastClearAt - incident.firstAlertAt, voice.language);
  if (ended === 1)
    return say(voice, {
      en: `The alert ended at ${until} (${lasted}).`,
      fr: `L'alerte a pris fin à ${until} (${lasted}).`,
    });
  const all = {
    en: ended === 2 ? 'Both alerts' : `All ${counted(ended, 'en', 'alert', 'alerts')}`,
    fr: ended === 2 ? 'Les deux alertes' : `Les ${counted(ended, 'fr', 'alerte', 'alertes')}`,
  };
  return say(voice, {
    en: `${all.en} ended by ${until}, ${lasted} after the first.`,
    fr: `${all.fr} ont pris fin au plus tard à ${until}, ${lasted} après la première.`,
  });
}

function causeSentence(incident: Incident, recovery: Recovery, voice: Voice): string[] {
  const first = incident.rootCandidates[0];
  if (first === undefined || !incident.rootClear) return [];
  const back = recovery.cis.find(({ ci }) => ci === first.ci)?.backAt ?? null;
  const since = first.ownAlerts.find(({ effect }) => effect === 'down')?.at ?? null;
  if (back === null || since === null || back <= since) return [];
  const [name, at] = [oneLine(first.ciName, 80), second(back, voice)];
  const down = formatDuration(back - since, voice.language);
  return [say(voice, againWords(failedWithin(first.ownAlerts), { name, at, down }))];
}

interface Again {
  readonly name: string;
  readonly at: string;
  readonly down: string;
}

/** A machine on which a process stopped had answered all the time. */
function againWords(within: Within | null, { name, at, down }: Again): InBoth<string> {
  switch (within) {
    case 'process':
      return {
        en: `What had stopped on ${name} runs again from ${at} (stopped for ${down}).`,
        fr: `Ce qui s'était arrêté sur ${name} fonctionne de nouveau depuis ${at} (arrêt de ${down}).`,
      };
    case 'link':
    case 'flapping-link':
      return {
        en: `The link of ${name} is up again from ${at} (down ${down}).`,
        fr: `La liaison de ${name} est rétablie depuis ${at} (coupure de ${down}).`,
      };
    case null:
      return {
        en: `${name} answered again from ${at} (down ${down}).`,
        fr: `${name} répond de nouveau depuis ${at} (arrêt de ${down}).`,
      };
  }
}

function backSentence(incident: Incident, recovery: Recovery, voice: Voice): string[] {
  const still = new Set(servicesHitNow(incident).map(({ id }) => id));
  const back = recovery.services.filter(({ id }) => !still.has(id));
  if (back.length === 0) return [];
  const lines = back.map(
    ({ name, backAt }) => `${oneLine(name, 80)}${backAt === null ? '' : ` ${second(backAt, voice)}`}`,
  );
  return [say(voice, { en: `Services back: ${lines.join(', ')}.`, fr: `Services rétablis : ${lines.join(', ')}.` })];
}

function lateSentence(recovery: Recovery, voice: Voice): string[] {
  const late = stragglers(recovery);
  if (late === null) return [];
  const names = joinWords(
    late.cis.map((ci) => oneLine(ci, 60)),
    voice.language,
  );
  const later = formatDuration(late.laterByMs, voice.language);
  const fr = late.cis.length > 1 ? 'sont revenus' : 'est revenu';
  return [
    say(voice, {
      en: `${names} came back ${later} later than the rest: worth a look.`,
      fr: `${names} ${fr} ${later} après le reste : à examiner.`,
    }),
  ];
}

function confirmation(incident: Incident, recovery: Recovery, voice: Voice): string[] {
  if (recovery.services.length === 0 && incident.category !== 'security') return [];
  const [service] = recovery.services;
  const name = service === undefined || recovery.services.length > 1 ? null : oneLine(service.name, 80);
  if (incident.category === 'security') {
    return [
      say(voice, {
        en: 'Please confirm before the ticket is closed.',
        fr: 'Merci de confirmer avant la clôture du ticket.',
      }),
    ];
  }
  return [
    say(voice, {
      en: `Please confirm that ${name ?? 'everything'} works for you; reply here if it does not.`,
      fr: `Merci de confirmer que ${name ?? 'tout'} fonctionne pour vous ; répondez ici dans le cas contraire.`,
    }),
  ];
}

export function resolvedForTechnicians(incident: Incident, recovery: Recovery, voice: Voice): string {
  return [
    ...stormOver(incident, voice),
    endedSentence(incident, voice),
    ...causeSentence(incident, recovery, voice),
    ...backSentence(incident, recovery, voice),
    ...lateSentence(recovery, voice),
  ].join(' ');
}

export function resolvedForUsers(incident: Incident, recovery: Recovery, voice: Voice): string {
  const back = backSentence(incident, recovery, voice);
  const head = back.length > 0 ? back : [say(voice, { en: 'The problem is over.', fr: 'Le problème est terminé.' })];
  return [...head, ...confirmation(incident, recovery, voice)].join(' ');
}
