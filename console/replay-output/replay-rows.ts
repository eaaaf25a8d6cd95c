// What the replay's files are made from: the rows at the end of the replay, and how to word them.
import type { Decision } from '../../domain/decision.ts';
import type { Language } from '../../ticketing/wording/language.ts';
import { members } from '../reading/incident-members.ts';
import type { ProjectionReader } from '../reading/projection-reader.ts';
import type { WhereAlertStands } from '../reading/where-alert-stands.ts';

export interface ReplayRows {
  readonly reader: ProjectionReader;
  readonly stands: WhereAlertStands;
  readonly language: Language;
  /** What would have changed a decision, in English. */
  readonly counterfactual: (decision: Decision) => string;
}

/** As much of a member as ordering and explaining need: a large incident fits in memory. */
export interface MemberBrief {
  readonly id: string;
  readonly openedAt: number;
  readonly binding: { readonly ci: string } | null;
}

/** Oldest first. */
export async function briefsOf(reader: ProjectionReader, situations: readonly string[]): Promise<MemberBrief[]> {
  const briefs: MemberBrief[] = [];
  for await (const { alert } of members(reader, situations)) {
    const { id, openedAt, binding } = alert;
    briefs.push({ id, openedAt, binding: binding === null ? null : { ci: binding.ci } });
  }
  return briefs.sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
}
