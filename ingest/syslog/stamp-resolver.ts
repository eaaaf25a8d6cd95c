// Turns the wall-clock time of a line into an instant, without asking for the zone's rules at every line.
import { instantOf } from '../../domain/zoned-time.ts';
import { unknownYear, type Stamp } from './timestamp.ts';

/** Zone rules change on quarter hours only. */
const stepMs = 900_000;
const maxSteps = 512;
const halfYearMs = 182 * 86_400_000;

/** The instant of a stamp: a year that it lacks is the one nearest to `receivedAt`; a zone that it lacks is `zone`. */
export class StampResolver {
  readonly #zone: string;
  readonly #offsets = new Map<number, number>();
  #receivedAt = Number.NaN;
  #year = 0;

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** Epoch ms, or null for a time that cannot be. */
  instant(stamp: Stamp, receivedAt: number): number | null {
    if (Number.isNaN(stamp.wallMs)) return null;
    const wallMs = stamp.hasYear ? stamp.wallMs : this.#withYear(stamp.wallMs, receivedAt);
    return stamp.offsetMs === null ? this.#local(wallMs) : wallMs - stamp.offsetMs;
  }

  #withYear(wallMs: number, receivedAt: number): number {
    if (receivedAt !== this.#receivedAt) {
      this.#receivedAt = receivedAt;
      this.#year = new Date(receivedAt).getUTCFullYear();
    }
    const shifted = shiftYear(wallMs, this.#year);
    if (Math.abs(shifted - receivedAt) < halfYearMs) return shifted;
    return shiftYear(wallMs, shifted > receivedAt ? this.#year - 1 : this.#year + 1);
  }

  #local(wallMs: number): number {
    if (this.#zone === 'UTC') return wallMs;
    const step = Math.floor(wallMs / stepMs);
    let offsetMs = this.#offsets.get(step);
    if (offsetMs === undefined) {
      if (this.#offsets.size >= maxSteps) this.#offsets.clear();
      offsetMs = step * stepMs - instantOf(step * stepMs, this.#zone);
      this.#offsets.set(step, offsetMs);
    }
    return wallMs - offsetMs;
  }
}

function shiftYear(wallMs: number, year: number): number {
  return wallMs + Date.UTC(year, 0) - Date.UTC(unknownYear, 0) - leapDayBetween(wallMs, year);
}

/** The stand-in year has a Feb 29: dates after it are a day later there than in a common year. */
function leapDayBetween(wallMs: number, year: number): number {
  const dayMs = 86_400_000;
  const leap = Date.UTC(year, 1, 29) !== Date.UTC(year, 2, 1);
  return !leap && wallMs >= Date.UTC(unknownYear, 2, 1) ? dayMs : 0;
}
