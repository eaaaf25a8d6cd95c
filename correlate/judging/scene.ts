// Everything that a judging step may look at or change, for one record.
import { isFlagged } from '../../domain/flags.ts';
import type { Cmdb, Service } from '../../domain/cmdb.ts';
import type { Policy } from '../../domain/policy.ts';
import { buildGraph, type CmdbGraph } from '../cmdb/graph.ts';
import { hoursReader } from '../../domain/service-hours.ts';
import { compileRules, type CompiledRule } from '../rules/compile-rules.ts';
import { measuredStrategy, type Strategy } from './cues/cue.ts';
import { HubWatch } from './hub-watch.ts';
import { JudgingState } from './judging-state.ts';
import { indexLinks, type LinkIndex } from './learned-links.ts';
import { createNeighbourhood, type Neighbourhood } from './neighbourhood.ts';
import { createReach, type Reach } from './root/closeness.ts';
import { plannedByCi, type ChangeBook } from './root/recent-changes.ts';
import { Verdicts } from './verdicts.ts';

export interface Scene {
  readonly tenant: string;
  readonly state: JudgingState;
  readonly verdicts: Verdicts;
  policy: Policy;
  graph: CmdbGraph;
  neighbourhood: Neighbourhood;
  links: LinkIndex | null;
  readonly strategy: Strategy;
  reach: Reach;
  hubWatch: HubWatch;
  rules: readonly CompiledRule[];
  /** What was changed, by a feed or as planned. */
  changeBook: ChangeBook;
  isInHours: (service: Service, atMs: number) => boolean;
  /** Logical time: the latest receivedAt. */
  now: number;
  /** Situations that this record touched. */
  readonly touched: Set<string>;
}

export function createScene(tenant: string, policy: Policy, cmdb: Cmdb): Scene {
  const strategy: Strategy = measuredStrategy;
  const scene = {
    tenant,
    state: new JudgingState(),
    verdicts: new Verdicts(),
    strategy,
    policy,
    now: 0,
    touched: new Set<string>(),
  } as Scene;
  adopt(scene, policy, cmdb);
  return scene;
}

/** A new CMDB or policy: distances and hub counts are found anew; open situations keep their ids. */
export function adopt(scene: Scene, policy: Policy, cmdb: Cmdb): void {
  scene.policy = policy;
  scene.graph = buildGraph(cmdb);
  scene.neighbourhood = createNeighbourhood(scene.graph, {
    join: policy.join,
    callersPart: isFlagged(policy, 'callers-part'),
  });
  scene.links = indexLinks(policy.learned, scene.graph);
  scene.reach = createReach(scene.graph);
  // Faults were told when the rules were read; here those that stand are obeyed.
  scene.rules = compileRules(policy.rules).compiled;
  scene.hubWatch = new HubWatch(scene.graph, policy.join);
  scene.changeBook = {
    changes: scene.state.changes,
    planned: plannedByCi(cmdb.maintenance),
    withinMs: policy.root.changeMs,
  };
  const hours = new Map(cmdb.services.map((service) => [service.id, hoursReader(service.hours, policy.timezone)]));
  scene.isInHours = (service, atMs) => hours.get(service.id)?.(atMs) ?? true;
  renewHubs(scene);
}

/** Replays the fresh alerts, oldest first, into a new watch. */
export function renewHubs(scene: Scene): void {
  const fresh = [...scene.state.fresh.entries()].sort(([a, x], [b, y]) => x.at - y.at || (a < b ? -1 : 1));
  for (const [ci, { at }] of fresh) if (at >= scene.now - scene.policy.join.hubWithinMs) scene.hubWatch.note(ci, at);
}
