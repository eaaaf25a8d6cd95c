// The one-line name of an incident, for tickets, lists and messages.
import type { Incident, RootCandidate, ServiceHit } from '../../domain/incident.ts';
import { alertName, classWord, sourceWords, wordOf } from './domain-words.ts';
import { counted } from './format-number.ts';
import { frenchSpacing } from './french-spacing.ts';
import { joinWords, oneLine } from './join-words.ts';
import type { Language } from './language.ts';
import { servicesConcerned, servicesHitNow } from './services-hit.ts';

/** Longest title any text carries, before a key marker: ticket-text. */
export const titleLength = 120;

const usersWord = { en: ['user', 'users'], fr: ['utilisateur', 'utilisateurs'] } as const;

/** `switch sw-core-02`; the class is left out where the name already says it. */
export function candidateName(candidate: RootCandidate, language: Language): string {
  const word = classWord(candidate.ciClass, language);
  const name = oneLine(candidate.ciName, 60);
  return word === '' || name.toLowerCase().includes(word.toLowerCase()) ? name : `${word} ${name}`;
}

function cause(incident: Incident, language: Language): string {
  const [first, second] = incident.rootCandidates;
  if (first === undefined) return '';
  if (!incident.rootClear && second !== undefined) {
    const [a, b] = [oneLine(first.ciName, 40), oneLine(second.ciName, 40)];
    return language === 'en' ? `cause unclear between ${a} and ${b}` : `cause incertaine entre ${a} et ${b}`;
  }
  return `${language === 'en' ? 'probable cause' : 'cause probable'} ${candidateName(first, language)}`;
}

/** `1,200 users`, `up to 1,200 users`; empty where none is known. */
export function usersHit(incident: Incident, language: Language): string {
  if (incident.users === 0) return '';
  const [one, many] = usersWord[language];
  const upTo = language === 'en' ? 'up to ' : "jusqu'à ";
  return `${incident.usersUpTo ? upTo : ''}${counted(incident.users, language, one, many)}`;
}

function broken(
  incident: Incident,
  language: Language,
  concerned: readonly ServiceHit[] = servicesConcerned(incident),
): string {
  const down = concerned.filter((service) => service.state === 'down');
  const hit = down.length > 0 ? down : concerned;
  if (hit.length === 0) return '';
  const names = joinWords(
    hit.map((service) => oneLine(service.name, 40)),
    language,
    2,
  );
  const word = {
    en: down.length > 0 ? 'down' : 'degraded',
    fr: `${down.length > 0 ? 'indisponible' : 'dégradé'}${hit.length > 1 ? 's' : ''}`,
  };
  const users = usersHit(incident, language);
  return `${names} ${word[language]}${users === '' ? '' : ` (${users})`}`;
}

/** Where the leading alert is: by the name that the CMDB knows, else as the source wrote it. */
export function leadPlace(incident: Incident): string {
  const [first] = incident.leadAlerts;
  const known = incident.rootCandidates.find(({ ci }) => ci === first?.ci);
  return oneLine(known?.ciName ?? first?.host ?? '', 60);
}

/** A device's message id (`%PLATFORM-2-MOD_TEMPMAJALRM`) helps a search, not a reader. */
export function withoutMnemonic(name: string): string {
  return name.replace(/^%\S+\s+(?=\S)/, '');
}

/** The name of the alert that tells most, empty where there is none. */
export function leadAlert({ leadAlerts: [first] }: Incident, language: Language): string {
  return first === undefined ? '' : oneLine(alertName(withoutMnemonic(first.name), language), 70);
}

/** What stands for the breakage where no service is hit. */
function lead(incident: Incident, language: Language): string {
  if (incident.leadAlerts.length === 0) return `Incident ${incident.number}`;
  const name = leadAlert(incident, language);
  const host = leadPlace(incident);
  return host === '' ? name : `${host}${language === 'en' ? ': ' : ' : '}${name}`;
}

/** `Web shop down (1,200 users)` as it is now, or `Web shop back to normal`; where no service was hit, what leads. */
export function brokenNow(incident: Incident, language: Language): string {
  const { services } = incident;
  if (services.length === 0) return lead(incident, language);
  const now = servicesHitNow(incident);
  const isDown = now.some(({ state }) => state === 'down');
  if (now.length > 0) return broken(isDown ? incident : { ...incident, users: 0 }, language, now);
  const names = joinWords(
    services.map(({ name }) => oneLine(name, 40)),
    language,
    2,
  );
  return language === 'en' ? `${names} back to normal` : `${names}, retour à la normale`;
}

/** Empty: it is none now. */
export function majorWord({ major }: Incident, language: Language): string {
  if (major === null || major.stoodDownAt !== null || major.downgradedAt !== null) return '';
  return { en: 'major', fr: 'majeur' }[language];
}

function head(incident: Incident, language: Language): string {
  return `P${String(incident.priority)} ${majorWord(incident, language)}`.trim();
}

/** `Storm at Lyon: 34 incidents`; where it comes from a source alone: `Storm from Zabbix`. */
export function stormName({ place, count }: NonNullable<Incident['storm']>, language: Language): string {
  const isSite = place.by === 'site';
  const name = oneLine(isSite ? place.name : wordOf(sourceWords, place.name, language), 50);
  const where = `${name}${place.environment === undefined ? '' : ` (${oneLine(place.environment, 20)})`}`;
  return language === 'en'
    ? `Storm ${isSite ? 'at' : 'from'} ${where}: ${counted(count, 'en', 'incident', 'incidents')}`
    : `Tempête ${isSite ? 'à' : 'de'} ${where} : ${counted(count, 'fr', 'incident', 'incidents')}`;
}

/** At most 120 characters: `P1 major – Web shop down (1,200 users): probable cause switch sw-core-02`. */
export function incidentTitle(incident: Incident, language: Language): string {
  const services = broken(incident, language);
  if (incident.storm !== undefined) return titled(incident, [stormName(incident.storm, language), services], language);
  const what = services === '' ? lead(incident, language) : services;
  const first = incident.rootCandidates[0];
  const telling =
    services !== '' || (first !== undefined && !what.includes(first.ciName) && first.ci !== incident.leadAlerts[0]?.ci);
  const why = telling ? cause(incident, language) : '';
  const colon = language === 'en' ? ': ' : ' : ';
  return titled(incident, [`${what}${why === '' ? '' : `${colon}${why}`}`], language);
}

function titled(incident: Incident, parts: readonly string[], language: Language): string {
  const title = `${head(incident, language)} – ${parts.filter((part) => part !== '').join(', ')}`;
  const cut = oneLine(title, titleLength);
  return language === 'fr' ? frenchSpacing(cut) : cut;
}
