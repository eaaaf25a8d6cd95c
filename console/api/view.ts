// What one request sees with: the rows, the language, the names of the CMDB, merges already followed.
import type { Decision } from '../../domain/decision.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { buildGraph, type CmdbGraph } from '../../correlate/cmdb/graph.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import type { Policy } from '../../domain/policy.ts';
import { explainDecision } from '../../ticketing/wording/explain-decision.ts';
import type { Language } from '../../ticketing/wording/language.ts';
import { ProjectionReader } from '../reading/projection-reader.ts';
import { WhereAlertStands } from '../reading/where-alert-stands.ts';
import type { ApiOptions } from './api-options.ts';
import type { DecisionRow } from './alert-contract.ts';

export interface View {
  readonly reader: ProjectionReader;
  readonly stands: WhereAlertStands;
  readonly language: Language;
  readonly timezone: string;
  readonly graph: CmdbGraph;
  /** The one in force. */
  readonly policy: Policy;
  readonly now: number;
}

const graphs = new WeakMap<Cmdb, CmdbGraph>();

function graphOf(cmdb: Cmdb): CmdbGraph {
  const known = graphs.get(cmdb) ?? buildGraph(cmdb);
  graphs.set(cmdb, known);
  return known;
}

export function openView(options: ApiOptions, language: Language): View {
  const reader = new ProjectionReader(options.store);
  const stands = new WhereAlertStands(reader);
  const { timezone } = options;
  const graph = graphOf(options.cmdb());
  return { reader, stands, language, timezone, graph, policy: options.policy(), now: options.clock.now() };
}

export function nameIn(graph: CmdbGraph, id: string): string | undefined {
  return graph.ci(id)?.name ?? graph.service(id)?.name;
}

/** A team's name; its id where the CMDB gives none. */
export function teamNameIn({ cmdb }: CmdbGraph, team: string): string {
  return cmdb.teams.find(({ id }) => id === team)?.name ?? team;
}

export function decisionRow(decision: Decision, view: View): DecisionRow {
  const { id, at, subject, outcome, reason, evidence } = decision;
  const nameOf = (named: string): string | undefined => nameIn(view.graph, named);
  const words = explainDecision(decision, view.language, { timezone: view.timezone, nameOf });
  const { what, because, unless } = words;
  return {
    id,
    at: rfc3339(at),
    subject,
    outcome,
    reason,
    evidence,
    what,
    because,
    unless,
  };
}
