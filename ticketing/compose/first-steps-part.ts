// What is suggested to do first: the procedure of the CMDB, the alerts' own runbooks, then what helps with such failures.
import type { Incident } from '../../domain/incident.ts';
import { shownAddress } from '../../domain/web-address.ts';
import { failedWithin } from '../problems/failed-within.ts';
import { failureOf } from '../problems/failure-of.ts';
import { firstStepsFor, procedureOf, runbookOf } from '../wording/first-steps.ts';
import { frenchSpacing } from '../wording/french-spacing.ts';
import { withoutMnemonic } from '../wording/incident-title.ts';
import { oneLine } from '../wording/join-words.ts';
import type { Language } from '../wording/language.ts';
import { say } from './voice.ts';
import type { Voice } from './voice.ts';

/** More is a list to work through, not what to touch first. */
const stepsAtMost = 4;
/** More than two alerts' runbooks are a library. */
const runbooksAtMost = 2;

export interface FirstStep {
  readonly what: string;
  /** http(s), as a browser writes it. */
  readonly link: string | null;
}

const colon = { en: ': ', fr: '\u00a0: ' } as const;

/** Only of a clear cause: a procedure for what is not broken costs the time of the outage. */
function procedures({ rootCandidates: [root], rootClear }: Incident, language: Language): readonly FirstStep[] {
  if (!rootClear || root?.procedure === undefined) return [];
  const what = procedureOf[language](oneLine(root.ciName, 60));
  const link = shownAddress(root.procedure);
  return [{ what: link === null ? `${what}${colon[language]}${oneLine(root.procedure, 200)}` : what, link }];
}

/** Of a clear cause only its own: a symptom's runbook leads away from it. Else of the alerts that tell most. */
function runbooks(
  { rootCandidates: [root], rootClear, leadAlerts }: Incident,
  language: Language,
): readonly FirstStep[] {
  const found = new Map<string, FirstStep>();
  for (const { name, runbook } of root !== undefined && rootClear ? root.ownAlerts : leadAlerts) {
    if (runbook === undefined || found.has(runbook)) continue;
    found.set(runbook, { what: runbookOf[language](oneLine(withoutMnemonic(name), 80)), link: runbook });
  }
  return [...found.values()].slice(0, runbooksAtMost);
}

function builtIn(incident: Incident, language: Language): readonly FirstStep[] {
  const failure = failureOf(incident);
  if (failure === null) return [];
  const own = incident.rootCandidates[0]?.ownAlerts ?? [];
  const said = own.map(({ name, message }) => `${name} ${message}`).join(' ');
  const words = firstStepsFor({ kind: failure.kind, ciClass: failure.ciClass, said, within: failedWithin(own) });
  if (words === null) return [];
  return words[language].map((what) => ({ what: language === 'fr' ? frenchSpacing(what) : what, link: null }));
}

export function firstSteps(incident: Incident, language: Language): readonly FirstStep[] {
  const steps = [...procedures(incident, language), ...runbooks(incident, language), ...builtIn(incident, language)];
  return steps.slice(0, stepsAtMost);
}

/** Null: nobody says what to do, and nothing is known that helps. */
export function firstStepsPart(incident: Incident, voice: Voice): string | null {
  const steps = firstSteps(incident, voice.language).map(({ what, link }, index) => {
    const where = link === null ? '' : `${colon[voice.language]}${link}`;
    return `${String(index + 1)}. ${what}${where}`;
  });
  if (steps.length === 0) return null;
  return `${say(voice, { en: 'First steps: ', fr: 'Premiers gestes : ' })}${steps.join(' – ')}`;
}
