// When each source last spoke: what the console's footer shows.
import type { SourceHeard } from '../../console/api/api-options.ts';
import type { Clock } from '../../domain/ports/clock.ts';

export class HeardSources {
  readonly #clock: Clock;
  readonly #last = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  heard(source: string): void {
    this.#last.set(source, this.#clock.now());
  }

  all(): readonly SourceHeard[] {
    return [...this.#last].map(([source, lastEventAt]) => ({ source, lastEventAt }));
  }
}
