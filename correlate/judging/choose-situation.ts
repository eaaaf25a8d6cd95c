// Which open situations a new alert belongs to: by typed topology, time, and what can be a symptom of what.
import type { Policy } from '../../domain/policy.ts';
import type { LearnedLink } from '../../domain/learned-links.ts';
import type { Belief, CueName, Strategy } from './cues/cue.ts';
import { alike, templateOf } from './cues/template.ts';
import type { LinkIndex } from './learned-links.ts';
import { isUnmatched } from './presence.ts';
import type { JudgingState } from './judging-state.ts';
import type { Neighbour, Neighbourhood } from './neighbourhood.ts';
import type { Presence } from './working-rows.ts';

/** The new alert, as far as joining asks. */
export interface Arrival {
  readonly place: string;
  readonly peerCi: string | null;
  readonly source: string;
  readonly name: string;
  /** Whether it can be a symptom of another CI's trouble. */
  readonly isSymptom: boolean;
  /** Chronic: it joins its like only. */
  readonly isChronic: boolean;
  /** For the hosts that no CMDB knows: what it says. */
  readonly message: string;
  /** Keys that rules of the site give it: who has the same belongs to it. */
  readonly groups: readonly string[];
  readonly at: number;
}

export interface Match {
  readonly situation: string;
  readonly cost: number;
  readonly path: readonly string[];
  /** The CI of the situation that the path ends at. */
  readonly member: string;
  /** `hub`: linked through a hub that many of its neighbours' alerts activated. */
  readonly by: CueName;
  /** All cues that speak for this situation, this one among them. */
  readonly belief?: Belief;
  /** The key that both have, by a rule. */
  readonly key?: string;
  /** What was learned, where that linked them. */
  readonly link?: LearnedLink;
  /** Nothing but a filling disk or the like stands at this place: it gives way to any other explanation. */
  readonly isWeak: boolean;
}

export interface NearMiss {
  readonly situation: string;
  readonly why: 'not-a-symptom' | 'too-late';
  readonly cost: number;
}

export interface Choice {
  /** Best first: all of them belong together. */
  readonly matches: readonly Match[];
  readonly nearMiss: NearMiss | null;
  /** Chronic situations that would have fitted: they stand beside. */
  readonly besides: readonly string[];
}

export interface Surroundings {
  readonly state: JudgingState;
  readonly neighbourhood: Neighbourhood;
  readonly join: Policy['join'];
  /** Null: no learned links are in force. */
  readonly links: LinkIndex | null;
  readonly strategy: Strategy;
}

export function chooseSituations(around: Surroundings, arrival: Arrival): Choice {
  const search = new Search(around, arrival);
  if (isUnmatched(arrival.place))
    search.visit({ ci: arrival.place, cost: 0, path: [arrival.place], above: true, below: true });
  else for (const neighbour of around.neighbourhood.near(arrival.place)) search.visit(neighbour);
  if (arrival.peerCi !== null)
    for (const neighbour of around.neighbourhood.near(arrival.peerCi))
      search.visit(asSeenFrom(arrival.place, neighbour));
  if (around.links !== null) search.addLearned(around.links);
  search.addGrouped();
  if (isUnmatched(arrival.place) && search.isEmpty()) search.addRunning();
  return search.result();
}

/** The peer is a functional hop away: the alert says that the one uses the other. */
function asSeenFrom(place: string, neighbour: Neighbour): Neighbour {
  return { ...neighbour, path: [place, ...neighbour.path] };
}

class Search {
  readonly #around: Surroundings;
  readonly #arrival: Arrival;
  readonly #best = new Map<string, Match>();
  readonly #parts = new Map<string, Map<CueName, number>>();
  readonly #besides = new Set<string>();
  #nearMiss: NearMiss | null = null;

  constructor(around: Surroundings, arrival: Arrival) {
    this.#around = around;
    this.#arrival = arrival;
  }

  isEmpty(): boolean {
    return this.#best.size === 0;
  }

  visit(neighbour: Neighbour): void {
    for (const presence of this.#around.state.at(neighbour.ci)) this.#consider(neighbour, presence);
    if (!this.#arrival.isSymptom || !neighbour.above) return;
    for (const situation of this.#around.state.hubSituations(neighbour.ci) ?? []) {
      if (isAlive(this.#around, situation, this.#arrival.at)) this.#add(situation, neighbour, 'hub');
    }
  }

  #consider(neighbour: Neighbour, presence: Presence): void {
    const isSame = neighbour.cost === 0 && neighbour.ci === this.#arrival.place;
    const isWeak = isSame && presence.symptoms === 0 && this.#arrival.isSymptom;
    if (!this.#mayLink(neighbour, presence, isSame)) this.#miss(presence.situation, 'not-a-symptom', neighbour.cost);
    else if (
      !(isSame && presence.quiet > 0) &&
      !isJoinable(presence, this.#around.join, this.#arrival.at) &&
      !(isSame && this.#returns(presence) && isAlive(this.#around, presence.situation, this.#arrival.at))
    )
      this.#miss(presence.situation, 'too-late', neighbour.cost);
    else if (this.#isChronic(presence.situation) !== this.#arrival.isChronic) this.#besides.add(presence.situation);
    else this.#add(presence.situation, neighbour, isSame ? 'same-place' : 'topology', isWeak);
  }

  /**
   * A symptom joins whatever it is near to; what never is a symptom joins only where it may be the cause: below it in
   * the CMDB, or on its own CI if the situation is about that CI. The same holds the other way round.
   */
  #mayLink(neighbour: Neighbour, presence: Presence, isSame: boolean): boolean {
    if (isSame) return this.#arrival.isSymptom || presence.symptoms === 0 || this.#isAbout(presence);
    return (this.#arrival.isSymptom || neighbour.below) && (presence.symptoms > 0 || neighbour.above);
  }

  /**
   * What stood at this place and cleared comes home for as long as its situation lives: the same return opens a
   * resolved incident again, so it must not open another one a minute before.
   */
  #returns({ quotes }: Presence): boolean {
    return quotes.some(({ name }) => name === this.#arrival.name);
  }

  #isChronic(situation: string): boolean {
    return this.#around.state.situations.get(situation)?.isChronic === true;
  }

  #isAbout({ situation, place }: Presence): boolean {
    if (this.#around.state.placeCount(situation) === 1) return true;
    return this.#around.state.situations.get(situation)?.rootCandidates[0]?.ci === place;
  }

  #add(situation: string, neighbour: Neighbour, by: CueName, isWeak = false): void {
    if (!this.#speaks(situation, by, neighbour.cost)) return;
    const known = this.#best.get(situation);
    if (known !== undefined && known.cost <= neighbour.cost) return;
    this.#best.set(situation, {
      situation,
      cost: neighbour.cost,
      path: neighbour.path,
      member: neighbour.ci,
      by,
      isWeak,
    });
  }

  /** Notes what the cue saw; false: it is not asked. */
  #speaks(situation: string, cue: CueName, cost: number): boolean {
    if (!this.#around.strategy.cues.has(cue)) return false;
    const parts = this.#parts.get(situation);
    if (parts === undefined) this.#parts.set(situation, new Map([[cue, cost]]));
    else parts.set(cue, Math.min(cost, parts.get(cue) ?? cost));
    return true;
  }

  #miss(situation: string, why: NearMiss['why'], cost: number): void {
    const known = this.#nearMiss;
    if (known === null || cost < known.cost || (cost === known.cost && situation < known.situation))
      this.#nearMiss = { situation, why, cost };
  }

  /** Cue 8: a known cause or effect of it opened next door a moment ago. What is near by topology needs no such link. */
  addLearned(links: LinkIndex): void {
    const known = links.partners(this.#arrival.name);
    if (known.length === 0) return;
    const since = this.#arrival.at - links.withinMs;
    for (const place of links.near(this.#arrival.place)) {
      const keys = this.#around.state.habits.get(place)?.keys ?? {};
      const partner = known.find(({ name }) => (keys[name]?.lastAt ?? 0) >= since);
      if (partner !== undefined) this.#addLinked(place, partner.link, since);
    }
  }

  #addLinked(place: string, link: LearnedLink, since: number): void {
    for (const { situation, lastNewAt, total } of this.#around.state.at(place)) {
      if (total === 0 || lastNewAt < since) continue;
      if (this.#isChronic(situation) !== this.#arrival.isChronic) continue;
      if (!this.#speaks(situation, 'learned', this.#around.join.costLimit) || this.#best.has(situation)) continue;
      const path = [this.#arrival.place, place];
      this.#best.set(situation, {
        ...{ situation, path, link },
        member: place,
        by: 'learned',
        cost: this.#around.join.costLimit,
        isWeak: false,
      });
    }
  }

  /** A rule of the site gave both the same key: that is its own word, whatever else speaks. */
  addGrouped(): void {
    const { state } = this.#around;
    for (const key of this.#arrival.groups)
      for (const situation of state.groupSituations(key) ?? []) {
        const row = state.situations.get(situation);
        if (row === undefined || row.open === 0 || !this.#speaks(situation, 'group', 0)) continue;
        const member = state.presencesOf(situation)[0]?.place ?? this.#arrival.place;
        const path = [this.#arrival.place];
        this.#best.set(situation, { situation, path, member, key, by: 'group', cost: 0, isWeak: false });
      }
  }

  /** Cue 6: a host that the CMDB lacks joins the one running situation of its source, or the one of several that says the same. */
  addRunning(): void {
    const { state, join } = this.#around;
    if (!this.#arrival.isSymptom) return;
    const running = state.activeSince(this.#arrival.source, this.#arrival.at - join.unmatchedWithinMs);
    const [only, second] = running;
    if (only !== undefined && second === undefined) this.#addUnplaced(only, 'unmatched');
    else if (running.length <= mostCompared) this.#addAlike(running);
  }

  #addAlike(running: readonly string[]): void {
    const said = templateOf(this.#arrival.message);
    const fitting = running.filter((situation) =>
      this.#around.state
        .presencesOf(situation)
        .slice(0, mostCompared)
        .some(({ quotes }) => quotes.some(({ message }) => alike(said, templateOf(message)) >= alikeFrom)),
    );
    const [only, second] = fitting;
    if (only !== undefined && second === undefined) this.#addUnplaced(only, 'text');
  }

  #addUnplaced(situation: string, by: CueName): void {
    const cost = this.#around.join.costLimit;
    if (!this.#speaks(situation, by, cost)) return;
    const place = this.#arrival.place;
    this.#best.set(situation, { situation, cost, by, path: [place], member: place, isWeak: false });
  }

  #belief(situation: string): Belief {
    const parts = [...(this.#parts.get(situation) ?? [])].map(([cue, cost]) => ({ cue, cost }));
    return this.#around.strategy.believe(parts.sort((a, b) => (a.cue < b.cue ? -1 : 1)));
  }

  result(): Choice {
    const all = [...this.#best.values()];
    const strong = all.filter((match) => !match.isWeak);
    const matches = (strong.length > 0 ? strong : all)
      .sort((a, b) => a.cost - b.cost || (a.situation < b.situation ? -1 : 1))
      .map((match, n) => (n === 0 ? { ...match, belief: this.#belief(match.situation) } : match));
    return { matches, nearMiss: this.#nearMiss, besides: [...this.#besides].sort() };
  }
}

/** Situations, and places of each, that a text is compared with: what a look-up costs is bounded. */
const mostCompared = 8;
/** Ours: two thirds of the words are a template's, as Drain's similarity threshold of .4 to .7 (He et al. 2017). */
const alikeFrom = 0.66;

/** Cue 4: joinable while alive (open, or cleared just now); where no clear exists, for a while after the last new alert. */
export function isJoinable(presence: Presence, join: Policy['join'], at: number): boolean {
  if (presence.clearable > 0) return true;
  if (presence.lastClearAt !== null && at - presence.lastClearAt <= join.clearGraceMs) return true;
  return presence.quiet > 0 && at - presence.lastNewAt <= join.silentWindowMs;
}

/** An activated hub links for as long as something of its situation is open. */
function isAlive(around: Surroundings, situation: string, at: number): boolean {
  const row = around.state.situations.get(situation);
  if (row === undefined) return false;
  return row.clearable > 0 || (row.lastClearAt !== null && at - row.lastClearAt <= around.join.clearGraceMs);
}
