// The part of a ticket that technicians read, cause first: ten seconds to know what to touch.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { SourceType } from '../../domain/event.ts';
import { sourceTypes } from '../../domain/event.ts';
import { notIncludedWords, sourceWords } from '../wording/domain-words.ts';
import { counted, formatNumber } from '../wording/format-number.ts';
import { withoutMnemonic } from '../wording/incident-title.ts';
import { joinWords, oneLine } from '../wording/join-words.ts';
import { causePart, precursorPart, quoteLine } from './cause-part.ts';
import { firstStepsPart } from './first-steps-part.ts';
import { majorPart, priorityPart } from './priority-part.ts';
import { servicesPart } from './services-part.ts';
import { stormPart } from './storm-part.ts';
import { say, second } from './voice.ts';
import type { Voice } from './voice.ts';

function asidePart(incident: Incident, voice: Voice): string | null {
  if (incident.notIncluded.length === 0) return null;
  const own = { en: 'own incident', fr: 'incident à part' }[voice.language];
  const lines = incident.notIncluded.map(({ incident: other, quote, why }) => {
    const place = quote.ci ?? quote.host;
    const where = place === '' ? '' : ` ${voice.language === 'en' ? 'on' : 'sur'} ${oneLine(place, 60)}`;
    const number = other !== null && /^I-\d+$/.test(other) ? ` ${other}` : '';
    const apart = other === null ? '' : `${own}${number}${voice.language === 'en' ? '; ' : ' ; '}`;
    return `${oneLine(withoutMnemonic(quote.name), 80)}${where} (${apart}${notIncludedWords[voice.language][why]})`;
  });
  return say(voice, { en: `Not included: ${lines.join('; ')}.`, fr: `Non inclus : ${lines.join(' ; ')}.` });
}

function bySource(incident: Incident, voice: Voice): string {
  const counts = sourceTypes
    .map((source): [SourceType, number] => [source, incident.alertsBySource[source] ?? 0])
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([source, count]) => `${sourceWords[voice.language][source]} (${formatNumber(count, voice.language)})`);
  return joinWords(counts, voice.language);
}

function alertsPart(incident: Incident, voice: Voice): string {
  const sources = bySource(incident, voice);
  const [first, last] = [second(incident.firstAlertAt, voice), second(incident.lastAlertAt, voice)];
  const en = counted(incident.alertCount, 'en', 'alert', 'alerts');
  const fr = counted(incident.alertCount, 'fr', 'alerte', 'alertes');
  const when =
    incident.alertCount === 1
      ? { en: `At ${first}.`, fr: `À ${first}.` }
      : { en: `First ${first}, last ${last}.`, fr: `Première à ${first}, dernière à ${last}.` };
  return say(voice, {
    en: `${en}${sources === '' ? '' : ` from ${sources}`}. ${when.en} ${incident.number}.`,
    fr: `${fr}${sources === '' ? '' : ` de ${sources}`}. ${when.fr} ${incident.number}.`,
  });
}

/** The alerts that tell most, where they are not the first candidate's own and already quoted. */
function leadPart(incident: Incident, voice: Voice): string | null {
  const quoted = new Set(
    [...(incident.rootCandidates[0]?.ownAlerts ?? []), ...incident.precursors].map(({ alert }) => alert),
  );
  const lines = incident.leadAlerts
    .filter(({ alert }) => !quoted.has(alert))
    .slice(0, 5)
    .map((quote) => `${quote.host === '' ? '' : `${oneLine(quote.host, 60)} `}${quoteLine(quote, voice)}`);
  if (lines.length === 0) return null;
  return say(voice, { en: `Seen: ${lines.join('; ')}.`, fr: `Constaté : ${lines.join(' ; ')}.` });
}

/** Paragraphs parted by `\n`. */
export function technicalPart(incident: Incident, policy: Policy, voice: Voice): string {
  return [
    stormPart(incident, voice),
    causePart(incident, voice),
    precursorPart(incident, voice),
    leadPart(incident, voice),
    servicesPart(incident, voice),
    priorityPart(incident, voice),
    majorPart(incident, policy, voice),
    asidePart(incident, voice),
    firstStepsPart(incident, voice),
    alertsPart(incident, voice),
  ]
    .filter((part) => part !== null)
    .join('\n');
}
