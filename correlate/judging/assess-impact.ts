// Whom an incident hits: services down or degraded through the CMDB, minus the redundancy left.
import type { Effect } from '../../domain/effect.ts';
import type { Level, ServiceHit } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { CmdbGraph } from '../cmdb/graph.ts';
import type { Edge } from '../cmdb/edges.ts';
import type { Service } from '../../domain/cmdb.ts';

/** State of a place by its own open, known alerts, and whether it spoke since the onset. */
export interface PlaceState {
  readonly ci: string;
  readonly state: 'down' | 'degraded' | 'at-risk' | 'up';
}

export interface ImpactQuestion {
  readonly graph: CmdbGraph;
  readonly policy: Policy;
  /** Every place of the situation that is a CI: whatever is listed was heard from. */
  readonly places: readonly PlaceState[];
  readonly isInHours: (service: Service, atMs: number) => boolean;
  readonly at: number;
  /** First alert of the situation: what was silent since then may have lost its way. */
  readonly onsetAt: number;
  /** Since when each service has been hit, from the last assessment. */
  readonly since: ReadonlyMap<string, number>;
  /** Since when a service that was not hit before is. */
  readonly newlySince: number;
}

export interface Impact {
  readonly level: Level;
  readonly because:
    | 'critical-service-down'
    | 'many-users'
    | 'share-of-users'
    | 'service-down'
    | 'service-degraded'
    | 'no-service'
    | 'crowd';
  /** Worst first. */
  readonly services: readonly ServiceHit[];
  readonly users: number;
  /** ≥ 500 users or ≥ 20 % of the tenant's, whatever else holds. */
  readonly manyUsers: boolean;
  /** From so many users on it is many. */
  readonly manyFrom: number;
  readonly usersDegraded: number;
  readonly usersUpTo: boolean;
  readonly tenantUsers: number;
  /** Every CI down stands in a group that holds. */
  readonly redundancyLeft: boolean;
}

type Up = 'up' | 'degraded' | 'down';
type Because = ServiceHit['because'][number];

/** Silence counts as down only after this long: most checks repeat within a minute. */
const silentAfterMs = 60_000;

export function assessImpact(question: ImpactQuestion): Impact {
  const survey = new Survey(question);
  const touched = new Set<string>();
  for (const place of question.places) {
    if (place.state !== 'down' && place.state !== 'degraded') continue;
    for (const service of question.graph.servicesOf(place.ci)) touched.add(service.id);
  }
  const services = question.graph
    .services()
    .filter((service) => touched.has(service.id))
    .flatMap((service) => survey.hit(service.id) ?? []);
  services.sort((a, b) => rank(b) - rank(a) || b.users - a.users || (a.id < b.id ? -1 : 1));
  return { ...countUsers(question, services), services, redundancyLeft: survey.redundancyLeft(services) };
}

function rank(hit: ServiceHit): number {
  return (hit.state === 'down' ? 10 : 0) + ['low', 'medium', 'high', 'critical'].indexOf(hit.criticality);
}

function countUsers(
  question: ImpactQuestion,
  services: readonly ServiceHit[],
): Omit<Impact, 'services' | 'redundancyLeft'> {
  const tenantUsers = question.policy.users ?? question.graph.users;
  const sum = (state: 'down' | 'degraded'): number =>
    Math.min(
      tenantUsers,
      services.filter((hit) => hit.state === state).reduce((users, hit) => users + hit.users, 0),
    );
  const users = sum('down');
  const [level, because] = levelOf(question.policy, services, users, tenantUsers);
  const manyFrom = manyUsersFrom(question.policy, tenantUsers);
  const manyUsers = users >= manyFrom;
  return {
    level,
    because,
    users,
    manyUsers,
    manyFrom,
    usersDegraded: sum('degraded'),
    usersUpTo: question.policy.users === undefined,
    tenantUsers,
  };
}

function levelOf(
  policy: Policy,
  services: readonly ServiceHit[],
  users: number,
  tenantUsers: number,
): [Level, Impact['because']] {
  if (services.some((hit) => hit.state === 'down' && hit.criticality === 'critical'))
    return ['high', 'critical-service-down'];
  if (users >= policy.impact.manyUsers) return ['high', 'many-users'];
  if (tenantUsers > 0 && users >= policy.impact.manyShare * tenantUsers) return ['high', 'share-of-users'];
  if (services.some((hit) => hit.state === 'down')) return ['medium', 'service-down'];
  return services.length > 0 ? ['medium', 'service-degraded'] : ['low', 'no-service'];
}

/** One walk over the CMDB: each node's state is found once. */
class Survey {
  readonly #question: ImpactQuestion;
  readonly #own: ReadonlyMap<string, PlaceState['state']>;
  readonly #states = new Map<string, { state: Up; because: Because[] }>();

  constructor(question: ImpactQuestion) {
    this.#question = question;
    this.#own = new Map(question.places.map((place) => [place.ci, place.state]));
  }

  hit(id: string): ServiceHit | null {
    const service = this.#question.graph.service(id);
    const { state, because } = this.#stateOf(id);
    if (service === undefined || state === 'up') return null;
    return {
      id,
      name: service.name,
      criticality: service.criticality,
      users: service.users,
      state,
      since: this.#question.since.get(id) ?? this.#question.newlySince,
      inHours: this.#question.isInHours(service, this.#question.at),
      ...(service.hours === undefined ? {} : { hours: service.hours }),
      because: because.slice(0, 5),
    };
  }

  redundancyLeft(services: readonly ServiceHit[]): boolean {
    if (services.some((hit) => hit.state === 'down')) return false;
    const down = this.#question.places.filter((place) => place.state === 'down');
    return (
      down.length > 0 &&
      down.every(({ ci }) => {
        const groups = this.#question.graph.groupsOf(ci);
        return groups.length > 0 && groups.every((group) => this.#groupState(group.id).state !== 'down');
      })
    );
  }

  #stateOf(id: string): { state: Up; because: Because[] } {
    const known = this.#states.get(id);
    if (known !== undefined) return known;
    const entry: { state: Up; because: Because[] } = { state: 'up', because: [] };
    this.#states.set(id, entry);
    this.#applyOwn(id, entry);
    if (entry.state !== 'down') this.#applyDependencies(id, entry);
    return entry;
  }

  #applyOwn(id: string, entry: { state: Up; because: Because[] }): void {
    const own = this.#own.get(id);
    if (own === 'down' || own === 'degraded') worsen(entry, own, [because(id, own, false)]);
    else if (own === undefined && this.#isCutOff(id)) worsen(entry, 'down', [because(id, 'down', true)]);
  }

  /** All ways up are down, and nothing was heard from it since the onset. */
  #isCutOff(id: string): boolean {
    if (this.#question.at - this.#question.onsetAt < silentAfterMs || this.#question.graph.ci(id) === undefined)
      return false;
    const above = this.#question.graph.dependencies(id).filter((edge) => edge.kind === 'hosting');
    return (
      above.length > 0 &&
      above.every(
        (edge) =>
          this.#own.get(edge.to) === 'down' || (!this.#own.has(edge.to) && this.#stateOf(edge.to).state === 'down'),
      )
    );
  }

  #applyDependencies(id: string, entry: { state: Up; because: Because[] }): void {
    const isService = this.#question.graph.service(id) !== undefined;
    const needed = this.#question.graph
      .dependencies(id)
      .filter((edge) => !edge.replication && (isService || edge.kind === 'functional'));
    for (const edge of needed) if (edge.group === null) this.#applySingle(edge, entry);
    for (const group of new Set(needed.flatMap((edge) => edge.group ?? []))) {
      const { state, because: why } = this.#groupState(group);
      worsen(entry, state, why);
    }
  }

  #applySingle(edge: Edge, entry: { state: Up; because: Because[] }): void {
    const below = this.#stateOf(edge.to);
    worsen(entry, below.state, below.because);
  }

  #groupState(id: string): { state: Up; because: Because[] } {
    const group = this.#question.graph.group(id);
    if (group === undefined) return { state: 'up', because: [] };
    const states = group.members.map((member) => this.#stateOf(member).state);
    const up = states.filter((state) => state !== 'down').length;
    const size = group.members.length;
    const usedUp = up === group.needs && up < size;
    const state: Up = up < group.needs ? 'down' : usedUp || states.every((each) => each !== 'up') ? 'degraded' : 'up';
    return {
      state: size === 0 ? 'up' : state,
      because: [{ ci: null, group: id, up, size, needs: group.needs, effect: null, inferred: false }],
    };
  }
}

function worsen(entry: { state: Up; because: Because[] }, state: Up, why: readonly Because[]): void {
  if (state === 'up' || (entry.state === 'down' && state === 'degraded')) return;
  if (state === 'down' && entry.state !== 'down') entry.because = [];
  entry.state = state;
  for (const each of why)
    if (!entry.because.some((known) => known.ci === each.ci && known.group === each.group)) entry.because.push(each);
}

function because(ci: string, effect: Effect, inferred: boolean): Because {
  return { ci, group: null, up: null, size: null, needs: null, effect, inferred };
}

/** The number of users, or the share of the tenant's, whichever is fewer. */
function manyUsersFrom({ impact: { manyUsers, manyShare } }: Policy, tenantUsers: number): number {
  return tenantUsers > 0 ? Math.min(manyUsers, Math.ceil(manyShare * tenantUsers)) : manyUsers;
}
