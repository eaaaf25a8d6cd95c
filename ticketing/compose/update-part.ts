// What an update says: one short paragraph with what changed and why, never the whole text again.
import { isMajorNow, type Incident } from '../../domain/incident.ts';
import { categoryWords, impactBecauseWords, levelWords } from '../wording/domain-words.ts';
import { counted } from '../wording/format-number.ts';
import { candidateName } from '../wording/incident-title.ts';
import { oneLine } from '../wording/join-words.ts';
import { servicesHitNow } from '../wording/services-hit.ts';
import { brokenSentences } from './public-part.ts';
import { partsPart } from './origin-part.ts';
import { majorReasons } from './major-reasons.ts';
import type { Recovery } from './recovery.ts';
import { backSentences, serviceNames } from './service-sentences.ts';
import { stormChange } from './storm-part.ts';
import { say, speaksBy } from './voice.ts';
import type { Voice } from './voice.ts';
import { materialChanges, namedAndBack, toldOf } from './told.ts';
import type { MaterialChange, Told } from './told.ts';

function priorityChange(before: Told, incident: Incident, voice: Voice): string {
  const [from, to] = [`P${String(before.priority)}`, `P${String(incident.priority)}`];
  const by = incident.priorityBy?.by;
  if (by !== undefined)
    return say(voice, {
      en: `Priority set from ${from} to ${to} by hand (${oneLine(by, 80)}): Vigie leaves it so from now on.`,
      fr: `Priorité passée de ${from} à ${to} à la main (${oneLine(by, 80)}) : Vigie n'y touche plus désormais.`,
    });
  const rose = incident.priority < before.priority;
  const why = impactBecauseWords[voice.language][incident.impactBecause];
  return say(voice, {
    en: `Priority ${rose ? 'raised' : 'lowered'} from ${from} to ${to}: ${why}.`,
    fr: `Priorité ${rose ? 'relevée' : 'abaissée'} de ${from} à ${to} : ${why}.`,
  });
}

function impactChange(before: Told, incident: Incident, voice: Voice): string {
  const word = levelWords[voice.language];
  const why = impactBecauseWords[voice.language][incident.impactBecause];
  return say(voice, {
    en: `Impact now ${word[incident.impact]} (before: ${word[before.impact]}): ${why}.`,
    fr: `Impact désormais ${word[incident.impact]} (avant : ${word[before.impact]}) : ${why}.`,
  });
}

function serviceChange(before: Told, incident: Incident, voice: Voice): string {
  const now = toldOf(incident).services;
  const was = new Map(before.services.map((service) => [service.id, service.state]));
  const is = new Set(now.map(({ id }) => id));
  const worse = now.filter(({ id, state }) => state === 'down' && was.get(id) !== 'down');
  const degraded = now.filter(({ id, state }) => state === 'degraded' && was.get(id) !== 'degraded');
  const back = before.services.filter(({ id }) => !is.has(id));
  const lines = [
    { services: worse, en: 'Now down', fr: 'Désormais indisponible' },
    { services: degraded, en: 'Now degraded', fr: 'Désormais dégradé' },
    { services: back, en: 'Back to normal', fr: 'De nouveau normal' },
  ].filter(({ services }) => services.length > 0);
  return lines
    .map(({ services, en, fr }) =>
      say(voice, {
        en: `${en}: ${serviceNames(services, voice)}.`,
        fr: `${fr} : ${serviceNames(services, voice)}.`,
      }),
    )
    .join(' ');
}

function rootChange(before: Told, incident: Incident, voice: Voice): string {
  const [first, other] = incident.rootCandidates;
  if (first === undefined)
    return say(voice, { en: 'The cause is no longer clear.', fr: "La cause n'est plus claire." });
  const explained = counted(
    first.explainedAlerts,
    voice.language,
    voice.language === 'en' ? 'alert' : 'alerte',
    voice.language === 'en' ? 'alerts' : 'alertes',
  );
  if (!incident.rootClear && other !== undefined) {
    const [a, b] = [oneLine(first.ciName, 60), oneLine(other.ciName, 60)];
    return say(voice, {
      en: `Cause now unclear between ${a} and ${b}.`,
      fr: `Cause désormais incertaine entre ${a} et ${b}.`,
    });
  }
  const name = candidateName(first, voice.language);
  const { causeBy } = incident;
  if (causeBy?.ci === first.ci) {
    const by = oneLine(causeBy.by, 80);
    return say(voice, { en: `The cause is ${name}, says ${by}.`, fr: `La cause est ${name}, selon ${by}.` });
  }
  const was = before.root === null || before.root.ci === first.ci ? '' : oneLine(before.root.name, 60);
  return say(voice, {
    en: `Probable cause now ${name}${was === '' ? '' : ` (before: ${was})`}: it explains ${explained}.`,
    fr: `Cause probable désormais ${name}${was === '' ? '' : ` (avant : ${was})`} : elle explique ${explained}.`,
  });
}

function majorChange(incident: Incident, voice: Voice): string {
  const state = toldOf(incident).major;
  const why = majorReasons(incident, voice.language);
  if (state === 'declared')
    return say(voice, { en: `Declared a major incident: ${why}.`, fr: `Incident majeur déclaré : ${why}.` });
  if (state === 'downgraded')
    return say(voice, {
      en: 'No longer a major incident: its criteria are not met any more.',
      fr: "Ce n'est plus un incident majeur : ses critères ne sont plus remplis.",
    });
  return say(voice, {
    en: 'Major incident stood down: no symptom is left.',
    fr: 'Incident majeur levé : aucun symptôme ne reste.',
  });
}

function categoryChange(before: Told, incident: Incident, voice: Voice): string {
  const words = categoryWords[voice.language];
  return say(voice, {
    en: `Category now ${words[incident.category]} (before: ${words[before.category]}).`,
    fr: `Catégorie désormais ${words[incident.category]} (avant : ${words[before.category]}).`,
  });
}

function ownerChange(incident: Incident, voice: Voice): string {
  const owner = incident.acknowledgedBy === null ? null : oneLine(incident.acknowledgedBy, 80);
  return owner === null
    ? say(voice, { en: 'Nobody has it any more.', fr: "Plus personne ne l'a en charge." })
    : say(voice, { en: `Taken by ${owner}.`, fr: `Pris en charge par ${owner}.` });
}

function changeSentence(change: MaterialChange, before: Told, incident: Incident, voice: Voice): string {
  switch (change) {
    case 'priority':
      return priorityChange(before, incident, voice);
    case 'impact':
      return impactChange(before, incident, voice);
    case 'services':
      return serviceChange(before, incident, voice);
    case 'root':
      return rootChange(before, incident, voice);
    case 'major':
      return majorChange(incident, voice);
    case 'category':
      return categoryChange(before, incident, voice);
    case 'owner':
      return ownerChange(incident, voice);
    case 'split':
      return partsPart(incident, before.parts ?? 0, voice);
    case 'storm':
      return stormChange(before, incident, voice);
  }
}

/** Most weighty first: major, priority, services, cause. */
const order: readonly MaterialChange[] = [
  ...(['major', 'priority', 'services', 'root', 'impact', 'category', 'owner', 'storm', 'split'] as const),
];

/** For technicians: one paragraph; empty if nothing material changed. */
export function updateForTechnicians(before: Told, incident: Incident, voice: Voice): string {
  const changed = new Set(materialChanges(before, toldOf(incident)));
  const saysImpact = changed.has('priority');
  return order
    .filter((change) => changed.has(change) && !(change === 'impact' && saysImpact))
    .map((change) => changeSentence(change, before, incident, voice))
    .join(' ');
}

/**
 * For users: only what they notice, the services; empty otherwise. While it is no major, only that something is back of
 * which they were told: once each time, so that no flood of mails follows.
 */
export function updateForUsers(before: Told, incident: Incident, recovery: Recovery, voice: Voice): string {
  const changed = materialChanges(before, toldOf(incident)).includes('services');
  const isHit = servicesHitNow(incident).length > 0;
  if (!speaksBy(voice, 'plain-texts')) {
    if (!isMajorNow(incident) || !changed) return '';
    return isHit ? brokenSentences(incident, voice).join(' ') : serviceChange(before, incident, voice);
  }
  const back = namedAndBack(before, incident);
  if (back.length === 0 && !(changed && isMajorNow(incident))) return '';
  const broken = isHit ? brokenSentences(incident, voice, recovery) : [];
  return [...backSentences(back, voice), ...broken].join(' ');
}
