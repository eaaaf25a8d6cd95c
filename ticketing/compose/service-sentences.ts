// Which services are unavailable, which work with limits and since when, in words for users.
import type { ServiceHit } from '../../domain/incident.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import type { Recovery } from './recovery.ts';
import { minuteInZone, say, speaksBy } from './voice.ts';
import type { Voice } from './voice.ts';

export function serviceNames(services: readonly { readonly name: string }[], voice: Voice): string {
  return joinWords(
    services.map(({ name }) => oneLine(name, 80)),
    voice.language,
  );
}

interface Standing {
  readonly service: ServiceHit;
  /** Since when it is as it is; null: not known. */
  readonly since: number | null;
  /** It works with limits, after it did not work at all. */
  readonly eased: boolean;
}

function standingOf(service: ServiceHit, { services }: Recovery, voice: Voice): Standing {
  if (!speaksBy(voice, 'plain-texts')) return { service, since: service.since, eased: false };
  const eased = service.state === 'degraded' && service.worst === 'down';
  const seen = services.find(({ id }) => id === service.id)?.standing;
  const since = seen?.state === service.state ? seen.since : eased ? null : service.since;
  return { service, since, eased };
}

/** Those that are down first; empty: none is hit. */
export function hitSentences(services: readonly ServiceHit[], recovery: Recovery, voice: Voice): string[] {
  const standings = services.map((service) => standingOf(service, recovery, voice));
  const down = standings.filter(({ service }) => service.state === 'down');
  const eased = standings.filter((standing) => standing.eased);
  const limited = standings.filter(({ service, eased: was }) => service.state === 'degraded' && !was);
  return [
    ...(down.length > 0 ? [downSentence(down, voice)] : []),
    ...easedSentences(eased, voice),
    ...(limited.length > 0 ? [limitedSentence(limited, voice)] : []),
  ];
}

function named(standings: readonly Standing[], voice: Voice): string {
  return serviceNames(
    standings.map(({ service }) => service),
    voice,
  );
}

/** The earliest; those whose time is not known have at least the time of the incident. */
function since(standings: readonly Standing[], voice: Voice): string {
  return minuteInZone(Math.min(...standings.map((each) => each.since ?? each.service.since)), voice);
}

function downSentence(standings: readonly Standing[], voice: Voice): string {
  const names = named(standings, voice);
  const many = standings.length > 1;
  return say(voice, {
    en: `${names} ${many ? 'have' : 'has'} been unavailable since ${since(standings, voice)}.`,
    fr: `${many ? 'Les services' : 'Le service'} ${names} ${many ? 'sont indisponibles' : 'est indisponible'} depuis ${since(standings, voice)}.`,
  });
}

function limitedSentence(standings: readonly Standing[], voice: Voice): string {
  const names = named(standings, voice);
  const many = standings.length > 1;
  return say(voice, {
    en: `${names} ${many ? 'have' : 'has'} worked with limits since ${since(standings, voice)}.`,
    fr: `${many ? 'Les services' : 'Le service'} ${names} ${many ? 'fonctionnent' : 'fonctionne'} de façon limitée depuis ${since(standings, voice)}.`,
  });
}

/** One for each minute in which some came to work again: a time is said only of those that it is true of. */
function easedSentences(standings: readonly Standing[], voice: Voice): string[] {
  const byTime = new Map<string, Standing[]>();
  for (const standing of standings) {
    const time = standing.since === null ? '' : minuteInZone(standing.since, voice);
    byTime.set(time, [...(byTime.get(time) ?? []), standing]);
  }
  return [...byTime].map(([time, some]) => easedSentence(some, time, voice));
}

function easedSentence(standings: readonly Standing[], time: string, voice: Voice): string {
  const names = named(standings, voice);
  if (standings.length > 1)
    return say(voice, {
      en: `${names} were unavailable and ${time === '' ? 'now work with limits' : `have worked with limits since ${time}`}.`,
      fr: `Les services ${names}, qui étaient indisponibles, fonctionnent ${time === '' ? 'maintenant de façon limitée' : `de façon limitée depuis ${time}`}.`,
    });
  return say(voice, {
    en: `${names} was unavailable and ${time === '' ? 'now works with limits' : `has worked with limits since ${time}`}.`,
    fr: `Le service ${names}, qui était indisponible, fonctionne ${time === '' ? 'maintenant de façon limitée' : `de façon limitée depuis ${time}`}.`,
  });
}

/** `Back to normal: Web shop.`; empty: none. */
export function backSentences(services: readonly { readonly name: string }[], voice: Voice): string[] {
  if (services.length === 0) return [];
  const names = serviceNames(services, voice);
  return [say(voice, { en: `Back to normal: ${names}.`, fr: `De nouveau normal : ${names}.` })];
}
