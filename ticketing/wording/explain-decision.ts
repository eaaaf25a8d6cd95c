// Says any decision in plain sentences; every reason of the domain has its wording here or it does not compile.
import type { Decision, Reason } from '../../domain/decision.ts';
import { readEvidence } from './evidence-reader.ts';
import type { WordingContext } from './evidence-reader.ts';
import { alertExplainers } from './explain-alerts.ts';
import { bindingExplainers } from './explain-binding.ts';
import { causeExplainers } from './explain-cause.ts';
import { handExplainers } from './explain-hands.ts';
import { incidentExplainers } from './explain-incidents.ts';
import { lifeExplainers } from './explain-life.ts';
import { majorExplainers } from './explain-major.ts';
import { noticeExplainers } from './explain-notices.ts';
import { partingExplainers } from './explain-partings.ts';
import { problemExplainers } from './explain-problems.ts';
import { situationExplainers } from './explain-situations.ts';
import { ticketExplainers } from './explain-tickets.ts';
import type { Explainer, Explanation } from './explanation.ts';
import { frenchSpacing } from './french-spacing.ts';
import type { Language } from './language.ts';

const explainers: Readonly<Record<Reason, Explainer>> = {
  ...alertExplainers,
  ...bindingExplainers,
  ...situationExplainers,
  ...partingExplainers,
  ...incidentExplainers,
  ...causeExplainers,
  ...majorExplainers,
  ...ticketExplainers,
  ...handExplainers,
  ...lifeExplainers,
  ...noticeExplainers,
  ...problemExplainers,
};

/** Whole sentences in `language`; missing evidence shows as `?`, never as an error. */
export function explainDecision(decision: Decision, language: Language, context: WordingContext = {}): Explanation {
  const explanation = explainers[decision.reason][language](readEvidence(decision.evidence, language, context));
  if (language === 'en') return explanation;
  const { what, because, unless } = explanation;
  return { what: frenchSpacing(what), because: frenchSpacing(because), unless: frenchSpacing(unless) };
}
