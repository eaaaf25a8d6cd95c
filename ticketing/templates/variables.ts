// What a site's own texts may name: plain, bounded words, as Vigie's own texts say them; empty where nothing is known.
import type { Incident } from '../../domain/incident.ts';
import { brokenSentences, nextNews, teamName } from '../compose/public-part.ts';
import { minuteInZone } from '../compose/voice.ts';
import type { Voice } from '../compose/voice.ts';
import { formatDuration } from '../wording/format-duration.ts';
import {
  candidateName,
  incidentTitle,
  leadAlert,
  leadPlace,
  majorWord,
  stormName,
  usersHit,
} from '../wording/incident-title.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import { servicesHitNow } from '../wording/services-hit.ts';

export interface Moment {
  readonly incident: Incident;
  readonly at: number;
  readonly voice: Voice;
}

const wordings = {
  title: ({ incident, voice }) => incidentTitle(incident, voice.language),
  number: ({ incident }) => incident.number,
  priority: ({ incident }) => `P${String(incident.priority)}`,
  major: ({ incident, voice }) => majorWord(incident, voice.language),
  broken: ({ incident, voice }) => brokenSentences(incident, voice).join(' '),
  services: ({ incident, voice }) => services(incident, voice),
  users: ({ incident, voice }) => usersHit(incident, voice.language),
  since: ({ incident, voice }) => since(incident, voice),
  lasted: ({ incident, voice }) => lasted(incident, voice),
  cause: ({ incident, voice }) => cause(incident, voice),
  alert: ({ incident, voice }) => leadAlert(incident, voice.language),
  place: ({ incident }) => leadPlace(incident),
  storm: ({ incident, voice }) => (incident.storm === undefined ? '' : stormName(incident.storm, voice.language)),
  team: ({ incident }) => (incident.team === null ? '' : teamName(incident.team)),
  nextNews: ({ incident, at, voice }) => nextNews(incident, at, voice),
} as const satisfies Readonly<Record<string, (moment: Moment) => string>>;

/** `text` is what Vigie would have said in this place. */
export const variableNames: readonly string[] = ['text', ...Object.keys(wordings)];

export function variablesOf(moment: Moment, text: string): Readonly<Record<string, string>> {
  const words = Object.entries(wordings).map(([name, word]): [string, string] => [name, word(moment)]);
  return { text, ...Object.fromEntries(words) };
}

/** Those hit now; once all are back, those that were. */
function services(incident: Incident, { language }: Voice): string {
  const now = servicesHitNow(incident);
  const named = (now.length > 0 ? now : incident.services).map(({ name }) => oneLine(name, 80));
  return joinWords(named, language);
}

function since(incident: Incident, voice: Voice): string {
  const hit = servicesHitNow(incident).map((service) => service.since);
  return minuteInZone(hit.length > 0 ? Math.min(...hit) : incident.firstAlertAt, voice);
}

function lasted({ openAlertCount, lastClearAt, firstAlertAt }: Incident, { language }: Voice): string {
  return openAlertCount > 0 || lastClearAt === null ? '' : formatDuration(lastClearAt - firstAlertAt, language);
}

function cause({ rootCandidates: [first], rootClear }: Incident, { language }: Voice): string {
  return first === undefined || !rootClear ? '' : candidateName(first, language);
}
