// The CMDB as it is announced: what the file or the live system says, with the windows that feeds tell.
import type { Cmdb } from '../../domain/cmdb.ts';
import { feedWindows, windowsOfFeed, withWindows } from '../maintenance/windows-over-cmdb.ts';
import type { ToldWindow } from '../maintenance/told-window.ts';
import type { SiteControls } from './site-controls.ts';

export class SiteCmdb {
  readonly #controls: Pick<SiteControls, 'announce' | 'inForce'>;
  readonly #now: () => number;
  /** Null: that feed has not been read since the start. */
  readonly #told: Map<string, readonly ToldWindow[] | null>;
  /** Null: a live CMDB that has not been read since the start. */
  #base: Cmdb | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(controls: Pick<SiteControls, 'announce' | 'inForce'>, feeds: readonly string[], now: () => number) {
    this.#controls = controls;
    this.#told = new Map(feeds.map((feed) => [feed, null]));
    this.#now = now;
  }

  /** Resolves true if what is in force changed. */
  put(cmdb: Cmdb): Promise<boolean> {
    this.#base = cmdb;
    return this.#announce();
  }

  putWindows(feed: string, windows: readonly ToldWindow[]): Promise<boolean> {
    this.#told.set(feed, windows);
    return this.#announce();
  }

  /** One after the other: two at once would race for the order in the log. */
  #announce(): Promise<boolean> {
    const told = this.#last.then(() => this.#controls.announce({ kind: 'cmdb', body: this.#whole() }, this.#now()));
    this.#last = told.catch(() => undefined);
    return told;
  }

  #whole(): Cmdb {
    const { cmdb: inForce } = this.#controls.inForce;
    const base = this.#base ?? this.#without(inForce);
    const windows = [...this.#told].flatMap(([feed, told]) =>
      told === null ? windowsOfFeed(inForce, feed) : feedWindows(feed, told, base),
    );
    return withWindows(base, windows);
  }

  #without(cmdb: Cmdb): Cmdb {
    const isFeeds = (id: string): boolean => [...this.#told.keys()].some((feed) => id.startsWith(`${feed}/`));
    return { ...cmdb, maintenance: cmdb.maintenance.filter(({ id }) => !isFeeds(id)) };
  }
}
