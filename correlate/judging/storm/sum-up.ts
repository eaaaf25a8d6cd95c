// What a summary counts is what the situations count that it gathers.
import { worseSeverity } from '../../../domain/severity.ts';
import type { JudgingState } from '../judging-state.ts';
import type { SituationRow } from '../working-rows.ts';

const sums = ['open', 'clearable', 'flapping', 'total', 'everClearable', 'known', 'harmful', 'security'] as const;

/** Once all have left, it keeps when something of it ended last. */
export function sumUp(state: JudgingState, summary: SituationRow): void {
  const members = state.gatheredIn(summary.id);
  for (const sum of sums) summary[sum] = members.reduce((all, member) => all + member[sum], 0);
  summary.bySource = {};
  for (const member of members) addSources(summary, member);
  for (const { worst, securityWorst } of members) {
    summary.worst = worseSeverity(summary.worst, worst);
    summary.securityWorst = worseSeverity(summary.securityWorst, securityWorst);
  }
  summary.lastNewAt = Math.max(summary.lastNewAt, ...members.map(({ lastNewAt }) => lastNewAt));
  summary.firstAlertAt = Math.min(summary.firstAlertAt, ...members.map(({ firstAlertAt }) => firstAlertAt));
  summary.lastClearAt = latest([summary, ...members].map(({ lastClearAt }) => lastClearAt));
  summary.lastEndAt = latest([summary, ...members].map(({ lastEndAt }) => lastEndAt));
  state.touch(summary);
}

function addSources(summary: SituationRow, { bySource }: SituationRow): void {
  for (const [source, n] of Object.entries(bySource)) {
    const key = source as keyof typeof bySource;
    summary.bySource[key] = (summary.bySource[key] ?? 0) + n;
  }
}

function latest(moments: readonly (number | null)[]): number | null {
  return moments.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null);
}
