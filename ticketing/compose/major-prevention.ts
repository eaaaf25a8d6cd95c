// What would have kept an incident from being a major, as far as its own evidence shows.
import type { Incident, ServiceHit } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { formatNumber, formatShare } from '../wording/format-number.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import { speaksBy } from './voice.ts';
import type { Voice } from './voice.ts';

type Cause = ServiceHit['because'][number];

/** More conditions than these are no answer: then the services themselves are named. */
const causesAtMost = 3;

/** One condition for each reason that holds, `if …`: all must be met. */
export function preventions(incident: Incident, policy: Policy, voice: Voice): string[] {
  const reasons = incident.major?.reasons ?? [];
  return [
    ...(reasons.includes('critical-service-down') ? serviceKept(incident, voice) : []),
    ...(reasons.includes('many-users') ? [fewerUsers(policy, voice)] : []),
  ];
}

function fewerUsers(policy: Policy, { language }: Voice): string {
  const users = formatNumber(policy.impact.manyUsers, language);
  const share = formatShare(policy.impact.manyShare, language);
  return {
    en: `if fewer than ${users} users and ${share} of them were hit`,
    fr: `si moins de ${users} utilisateurs et de ${share} d'entre eux étaient touchés`,
  }[language];
}

function serviceKept(incident: Incident, voice: Voice): string[] {
  const down = incident.services.filter(({ state }) => state === 'down');
  if (!speaksBy(voice, 'exact-texts')) return anyGroupKept(down, voice);
  const critical = down.filter(({ criticality }) => criticality === 'critical');
  if (critical.length === 0) return [pathLeft(voice)];
  const kept = critical.map(({ because }) => because.flatMap((cause) => causeAway(cause, voice)));
  const all = [...new Set(kept.flat())];
  if (all.length > 0 && all.length <= causesAtMost && kept.every((some) => some.length > 0)) return all;
  return [stayedUp(critical, voice)];
}

/** Before flag `exact-texts`: of any service that is down. */
function anyGroupKept(down: readonly ServiceHit[], voice: Voice): string[] {
  const [first] = down.flatMap(({ because }) => because).flatMap((cause) => groupKept(cause, voice));
  return [first ?? pathLeft(voice)];
}

function causeAway(cause: Cause, voice: Voice): string[] {
  return cause.group === null ? placeKept(cause, voice) : groupKept(cause, voice);
}

function groupKept({ group, up, needs }: Cause, { language }: Voice): string[] {
  if (group === null || needs === null || up === null || up >= needs) return [];
  const name = oneLine(group, 60);
  return [
    {
      en: `if ${name} had kept ${String(needs)} members up`,
      fr: `si ${name} avait gardé ${String(needs)} membres en service`,
    }[language],
  ];
}

function placeKept({ ci, effect, inferred }: Cause, { language }: Voice): string[] {
  if (ci === null || effect !== 'down') return [];
  const name = oneLine(ci, 60);
  const words = inferred
    ? { en: `if a way to ${name} had been left`, fr: `s'il était resté un chemin vers ${name}` }
    : { en: `if ${name} had stayed up`, fr: `si ${name} était resté en service` };
  return [words[language]];
}

function stayedUp(services: readonly ServiceHit[], { language }: Voice): string {
  const names = joinWords(
    services.map(({ name }) => oneLine(name, 60)),
    language,
    causesAtMost,
  );
  const were = services.length > 1 ? 'étaient restés' : 'était resté';
  return { en: `if ${names} had stayed up`, fr: `si ${names} ${were} en service` }[language];
}

function pathLeft({ language }: Voice): string {
  return {
    en: 'if a redundant path or member had been left',
    fr: "s'il était resté un chemin ou un membre redondant",
  }[language];
}
