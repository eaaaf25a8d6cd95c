// What the ticket of a storm's summary says: what is gathered, by cause and services hit, and what becomes of it.
import type { Incident } from '../../domain/incident.ts';
import { counted } from '../wording/format-number.ts';
import { withoutMnemonic } from '../wording/incident-title.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import type { Told } from './told.ts';
import { minuteInZone, say, second } from './voice.ts';
import type { Voice } from './voice.ts';

type Storm = NonNullable<Incident['storm']>;
type Member = Storm['members'][number];

/** A ticket that a person can read: the page lists more. */
const listed = 20;

function nameOf({ cause, lead }: Member): string {
  if (cause !== null) return oneLine(cause.name, 60);
  return oneLine(lead === null ? '?' : lead.host, 60);
}

function memberLine(member: Member, voice: Voice): string {
  const { lead, priority, services, endedAt } = member;
  const what = lead === null ? '' : `, ${oneLine(withoutMnemonic(lead.name), 60)}`;
  const hit =
    services.length === 0
      ? ''
      : ` (${joinWords(
          services.map((name) => oneLine(name, 40)),
          voice.language,
        )})`;
  const end =
    endedAt === null
      ? ''
      : say(voice, { en: `, ended ${second(endedAt, voice)}`, fr: `, fini ${second(endedAt, voice)}` });
  return `P${String(priority)} ${nameOf(member)}${what}${hit}${end}`;
}

function left({ splitInto = [] }: Incident, voice: Voice): string {
  if (splitInto.length === 0) return '';
  return say(voice, {
    en: ` ${counted(splitInto.length, 'en', 'other has an incident of its own', 'others have incidents of their own')} by now.`,
    fr: ` ${counted(splitInto.length, 'fr', 'autre a désormais le sien', 'autres ont désormais le leur')}.`,
  });
}

/** Null for any other incident. */
export function stormPart(incident: Incident, voice: Voice): string | null {
  const { storm } = incident;
  if (storm === undefined) return null;
  const { count, open, since } = storm;
  const head = say(voice, {
    en: `Storm: so many incidents began at once that further ones are told here together, since ${minuteInZone(since, voice)}: ${counted(count, 'en', 'incident', 'incidents')}, ${String(open)} of them still burning.${left(incident, voice)} Those of priority 1 have a ticket of their own; each that still burns when the storm is over gets one.`,
    fr: `Tempête : tant d'incidents ont commencé à la fois que les suivants sont réunis ici, depuis ${minuteInZone(since, voice)} : ${counted(count, 'fr', 'incident', 'incidents')}, dont ${String(open)} en cours.${left(incident, voice)} Ceux de priorité 1 ont leur propre ticket ; chacun qui dure encore après la tempête aura le sien.`,
  });
  return [head, ...listOf(storm, voice)].join('\n');
}

function listOf({ members, count }: Storm, voice: Voice): string[] {
  const lines = members.slice(0, listed).map((member) => memberLine(member, voice));
  const more = count - lines.length;
  const rest = say(voice, { en: `… and ${String(more)} more.`, fr: `… et ${String(more)} autres.` });
  return more > 0 ? [...lines, rest] : lines;
}

/** One sentence in an update: how many by now, and the worst of them. */
export function stormChange(before: Told, { storm }: Incident, voice: Voice): string {
  if (storm === undefined) return '';
  const worst = storm.members.slice(0, 3).map((member) => memberLine(member, voice));
  const was = before.storm?.count ?? 0;
  return say(voice, {
    en: `The storm gathers ${counted(storm.count, 'en', 'incident', 'incidents')} by now (before: ${String(was)}), ${String(storm.open)} of them still burning. Worst: ${worst.join('; ')}.`,
    fr: `La tempête réunit désormais ${counted(storm.count, 'fr', 'incident', 'incidents')} (avant : ${String(was)}), dont ${String(storm.open)} en cours. Au pire : ${worst.join(' ; ')}.`,
  });
}

/** When it is over. */
export function stormOver(incident: Incident, voice: Voice): string[] {
  const { storm } = incident;
  if (storm === undefined) return [];
  const there = counted(storm.count, voice.language, 'incident', 'incidents');
  const parted = left(incident, voice);
  return [
    say(voice, {
      en: `The storm is over: ${there} told here ended.${parted}`,
      fr: `La tempête est passée : ${there} dits ici ${storm.count < 2 ? 'est terminé' : 'sont terminés'}.${parted}`,
    }),
  ];
}
