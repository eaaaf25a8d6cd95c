// The technical part's list of services hit, with the arithmetic of their redundancy groups.
import type { Incident, ServiceHit } from '../../domain/incident.ts';
import { effectWords, serviceStateWords } from '../wording/domain-words.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import { say, second } from './voice.ts';
import type { Voice } from './voice.ts';

type Cause = ServiceHit['because'][number];

/** `web-tier 0 of 4 up, needs 2`, or `db-02 down`. */
function causeWords(cause: Cause, voice: Voice): string {
  if (cause.group !== null && cause.up !== null && cause.size !== null) {
    const count = {
      en: `${String(cause.up)} of ${String(cause.size)} up`,
      fr: `${String(cause.up)} sur ${String(cause.size)} en service`,
    };
    const needs =
      cause.needs === null
        ? ''
        : { en: `, needs ${String(cause.needs)}`, fr: `, il en faut ${String(cause.needs)}` }[voice.language];
    return `${oneLine(cause.group, 60)} ${count[voice.language]}${needs}`;
  }
  const effect = cause.effect === null ? '' : ` ${effectWords[voice.language][cause.effect]}`;
  const inferred = cause.inferred
    ? {
        en: ' (not heard of since, all ways to it are down)',
        fr: ' (muet depuis, tous les chemins vers lui sont coupés)',
      }[voice.language]
    : '';
  return `${oneLine(cause.ci ?? '?', 60)}${effect}${inferred}`;
}

/** `, back 19:22:58`; empty while it is hit. */
function returned(service: ServiceHit, voice: Voice): string {
  if (service.restoredAt === undefined || service.restoredAt === null) return '';
  const at = second(service.restoredAt, voice);
  return { en: `, back ${at}`, fr: `, rétabli à ${at}` }[voice.language];
}

function serviceWords(service: ServiceHit, voice: Voice): string {
  const state = `${serviceStateWords[voice.language][service.state]}${returned(service, voice)}`;
  const why = joinWords(
    service.because.map((cause) => causeWords(cause, voice)),
    voice.language,
    3,
  );
  return `${oneLine(service.name, 80)} – ${state}${why === '' ? '' : ` (${why})`}`;
}

/** Worst first as judging lists them, at most 10. */
export function servicesPart(incident: Incident, voice: Voice): string {
  const shown = incident.services.slice(0, 10).map((service) => serviceWords(service, voice));
  const rest = incident.services.length - shown.length;
  if (shown.length === 0) {
    return say(voice, { en: 'Hit: no service of the CMDB.', fr: 'Touché : aucun service de la CMDB.' });
  }
  const more = rest > 0 ? { en: `; ${String(rest)} more`, fr: ` ; ${String(rest)} autres` }[voice.language] : '';
  return say(voice, { en: `Hit: ${shown.join('; ')}${more}.`, fr: `Touchés : ${shown.join(' ; ')}${more}.` });
}
