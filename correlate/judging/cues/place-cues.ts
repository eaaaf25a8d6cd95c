// Cues 1 to 3: the same place, a short enough path of the topology, a hub that its neighbours' alerts activated.
import type { Neighbour } from '../neighbourhood.ts';
import { isUnmatched, onlyFails } from '../presence.ts';
import type { Presence, Refusal } from '../working-rows.ts';
import type { Arrival, Surroundings } from './arrival.ts';
import type { Findings } from './findings.ts';
import { isAlive, isChronic, isJoinable } from './joinable.ts';

export function askPlaces(around: Surroundings, arrival: Arrival, findings: Findings): void {
  const asked = new PlaceCues(around, arrival, findings);
  const { place, peerCi } = arrival;
  if (isUnmatched(place))
    asked.visit({ ci: place, cost: 0, path: [place], above: true, below: true, overCaller: false });
  else for (const neighbour of around.neighbourhood.near(place)) asked.visit(neighbour);
  if (peerCi === null) return;
  for (const neighbour of around.neighbourhood.near(peerCi)) asked.visit(asSeenFrom(place, neighbour));
}

/** The peer is a functional hop away: the alert says that the one uses the other. */
function asSeenFrom(place: string, neighbour: Neighbour): Neighbour {
  return { ...neighbour, path: [place, ...neighbour.path] };
}

class PlaceCues {
  readonly #around: Surroundings;
  readonly #arrival: Arrival;
  readonly #findings: Findings;

  constructor(around: Surroundings, arrival: Arrival, findings: Findings) {
    this.#around = around;
    this.#arrival = arrival;
    this.#findings = findings;
  }

  visit(neighbour: Neighbour): void {
    for (const presence of this.#around.state.at(neighbour.ci)) this.#consider(neighbour, presence);
    if (!this.#arrival.isSymptom || !neighbour.above) return;
    for (const situation of this.#around.state.hubSituations(neighbour.ci) ?? [])
      if (isAlive(this.#around, situation, this.#arrival.at))
        this.#findings.add({ ...linkTo(neighbour), situation, by: 'hub', isWeak: false });
  }

  #consider(neighbour: Neighbour, presence: Presence): void {
    const { situation } = presence;
    const { cost } = neighbour;
    const isSame = cost === 0 && neighbour.ci === this.#arrival.place;
    const why = this.#refusal(neighbour, presence, isSame);
    if (why !== null) this.#findings.miss({ situation, why, cost });
    else if (isChronic(this.#around, situation) !== this.#arrival.isChronic) this.#findings.standsBeside(situation);
    else {
      const isWeak = isSame && presence.symptoms === 0 && this.#arrival.isSymptom;
      this.#findings.add({ ...linkTo(neighbour), situation, by: isSame ? 'same-place' : 'topology', isWeak });
    }
  }

  #refusal(neighbour: Neighbour, presence: Presence, isSame: boolean): Refusal | null {
    if (!isSame && this.#hasOnlyCaller(neighbour, presence)) return 'only-a-caller';
    if (!this.#mayLink(neighbour, presence, isSame)) return 'not-a-symptom';
    return this.#isInTime(presence, isSame) ? null : 'too-late';
  }

  /** Two failures that only a caller of both links are two. */
  #hasOnlyCaller({ overCaller }: Neighbour, presence: Presence): boolean {
    return overCaller && this.#arrival.isFailure && onlyFails(presence);
  }

  /**
   * A symptom joins whatever it is near to; what never is a symptom joins only where it may be the cause: below it in
   * the CMDB, or on its own CI if the situation is about that CI. The same holds the other way round.
   */
  #mayLink(neighbour: Neighbour, presence: Presence, isSame: boolean): boolean {
    if (isSame) return this.#arrival.isSymptom || presence.symptoms === 0 || this.#isAbout(presence);
    return (this.#arrival.isSymptom || neighbour.below) && (presence.symptoms > 0 || neighbour.above);
  }

  /** What a place's session still holds is home, and so is what returns there while its situation lives. */
  #isInTime(presence: Presence, isSame: boolean): boolean {
    const { at } = this.#arrival;
    if ((isSame && presence.quiet > 0) || isJoinable(presence, this.#around.join, at)) return true;
    return isSame && this.#returns(presence) && isAlive(this.#around, presence.situation, at);
  }

  /**
   * What stood at this place and cleared comes home for as long as its situation lives: the same return opens a
   * resolved incident again, so it must not open another one a minute before.
   */
  #returns({ quotes }: Presence): boolean {
    return quotes.some(({ name }) => name === this.#arrival.name);
  }

  #isAbout({ situation, place }: Presence): boolean {
    if (this.#around.state.placeCount(situation) === 1) return true;
    return this.#around.state.situations.get(situation)?.rootCandidates[0]?.ci === place;
  }
}

function linkTo({ ci, cost, path }: Neighbour): { member: string; cost: number; path: readonly string[] } {
  return { member: ci, cost, path };
}
