// Why this priority, why major, and what would have prevented it.
import { isMajorNow, type Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import {
  capWords,
  criticalityWords,
  impactBecauseWords,
  levelWords,
  majorReasonWords,
  urgencyWords,
  wordOf,
} from '../wording/domain-words.ts';
import { formatNumber } from '../wording/format-number.ts';
import { formatDuration } from '../wording/format-duration.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import { preventions } from './major-prevention.ts';
import { minuteInZone, say, speaksBy } from './voice.ts';
import type { Voice } from './voice.ts';

function urgencyWhy(incident: Incident, voice: Voice): string {
  const { of, name, criticality, lowered } = incident.urgencyBecause;
  // Neither a service nor a CI of the CMDB is hit.
  if (name === '') return voice.language === 'en' ? 'criticality unknown' : 'criticité inconnue';
  const word = wordOf(criticalityWords, criticality, voice.language);
  const kind = voice.language === 'en' ? (of === 'service' ? 'service ' : '') : of === 'service' ? 'service ' : '';
  const subject = `${kind}${oneLine(name, 60)}`;
  const less = {
    en: {
      'outside-hours': ', one step lower outside service hours',
      'redundancy-left': ', one step lower with redundancy left',
    },
    fr: {
      'outside-hours': ', un cran plus bas hors des heures de service',
      'redundancy-left': ', un cran plus bas car il reste de la redondance',
    },
  }[voice.language];
  const base = criticalityOf(subject, word, voice);
  return `${base}${lowered === null ? '' : less[lowered]}`;
}

function criticalityOf(subject: string, word: string, voice: Voice): string {
  if (voice.language === 'fr') return `${subject} de criticité ${word}`;
  return speaksBy(voice, 'plain-texts') ? `criticality of ${subject}: ${word}` : `${subject} is of ${word} criticality`;
}

function impactWhy({ impactBecause, crowd }: Incident, voice: Voice): string {
  if (impactBecause !== 'crowd' || crowd === undefined) return impactBecauseWords[voice.language][impactBecause];
  const [people, since] = [formatNumber(crowd.people, voice.language), minuteInZone(crowd.since, voice)];
  return {
    en: `one step higher: ${people} people reported it since ${since}`,
    fr: `un cran plus haut : ${people} personnes l'ont signalé depuis ${since}`,
  }[voice.language];
}

export function priorityPart(incident: Incident, voice: Voice): string {
  const { language } = voice;
  const impact = `${levelWords[language][incident.impact]} (${impactWhy(incident, voice)})`;
  const urgency = `${urgencyWords[language][incident.urgency]} (${urgencyWhy(incident, voice)})`;
  const isRuled = incident.priorityCap === 'rule';
  const rule = isRuled ? ` (${oneLine(incident.ruledBy?.priority ?? '?', 60)})` : '';
  const cap = incident.priorityCap === null ? '' : `${capWords[language][incident.priorityCap]}${rule}`;
  const p = `P${String(incident.priority)}`;
  const by = incident.priorityBy?.by;
  if (by !== undefined)
    return say(voice, {
      en: `Why ${p}: set by hand (${oneLine(by, 80)}); Vigie leaves it so${isMajorNow(incident) ? ', though the incident is major' : ''}. Impact ${impact}, urgency ${urgency}.`,
      fr: `Pourquoi ${p} : fixée à la main (${oneLine(by, 80)}) ; Vigie n'y touche plus${isMajorNow(incident) ? ", bien que l'incident soit majeur" : ''}. Impact ${impact}, urgence ${urgency}.`,
    });
  const isCap = !isRuled && incident.priorityCap !== 'major';
  return say(voice, {
    en: `Why ${p}: impact ${impact} × urgency ${urgency}.${cap === '' ? '' : ` ${isCap ? 'Capped:' : 'But'} ${cap}.`}`,
    fr: `Pourquoi ${p} : impact ${impact} × urgence ${urgency}.${cap === '' ? '' : ` ${isCap ? 'Plafonné :' : 'Mais'} ${cap}.`}`,
  });
}

function majorEvidence(incident: Incident, voice: Voice): string {
  const reasons = (incident.major?.reasons ?? []).map((reason) => majorReasonWords[voice.language][reason]);
  const [users, all] = [
    formatNumber(incident.users, voice.language),
    formatNumber(incident.tenantUsers, voice.language),
  ];
  const count =
    incident.users > 0
      ? { en: `; ${users} of ${all} users`, fr: ` ; ${users} utilisateurs sur ${all}` }[voice.language]
      : '';
  return `${joinWords(reasons, voice.language)}${count}`;
}

/** Null where the incident is not major. */
export function majorPart(incident: Incident, policy: Policy, voice: Voice): string | null {
  if (incident.major === null) return null;
  const held = formatDuration(policy.major.declareMs, voice.language);
  const prevented = joinWords(preventions(incident, policy, voice), voice.language);
  const unless =
    prevented === ''
      ? ''
      : say(voice, {
          en: ` It would not be major ${prevented}.`,
          fr: ` Il ne serait pas majeur ${prevented}.`,
        });
  const head = say(voice, {
    en: `Why major: ${majorEvidence(incident, voice)}, for at least ${held}.`,
    fr: `Pourquoi majeur : ${majorEvidence(incident, voice)}, depuis au moins ${held}.`,
  });
  return `${head}${unless}`;
}
