// Row 9: the disk under the data folder fills up while alerts come in: 503, nothing of what was taken lost, heals alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openSqliteStores } from '../../../runtime/sqlite/open-sqlite-stores.ts';
import { eventually } from '../../parts/server-process.ts';
import { eventsText } from '../clean-replay.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { seededChance } from '../seeded-chance.ts';
import { lacksSmallDisk, VigieOnSmallDisk } from '../small-disk.ts';
import { ticketShown } from '../tickets-shown.ts';

const rounds = { part: 1, whole: 6 };
/** The ballast alone is 8 MB; what all rounds leave must fit beside it. */
const diskMegabytes = { part: 32, whole: 128 };
/** Of one POST: a full disk is met soon. */
const messageBytes = 20_000;
const mostPosts = 2_000;
/** After room is there again. */
const healWithinMs = 30_000;

/** They have nothing to do with one another. */
const hosts = { repeated: 'web-1', last: 'db-1' };
const cmdb = {
  version: 1,
  sites: Object.values(hosts).map((id) => ({ id: `at-${id}`, name: id })),
  cis: Object.values(hosts).map((id) => ({ id, class: 'server', site: `at-${id}` })),
};

class FullDisk {
  readonly #vigie: VigieOnSmallDisk;
  readonly #door: string;
  readonly #accepted: string[] = [];
  readonly counts = { rounds: 0, acknowledged: 0, 'refused with 503': 0, lost: 0, 'longest until healed, ms': 0 };
  readonly violations: string[] = [];
  #posts = 0;

  constructor(vigie: VigieOnSmallDisk, door: string) {
    this.#vigie = vigie;
    this.#door = door;
  }

  async round(slackBytes: number): Promise<void> {
    this.counts.rounds += 1;
    this.#vigie.fill(slackBytes);
    let refused = 0;
    for (let n = 0; n < mostPosts && refused < 5; n += 1)
      refused += (await this.#post('x'.repeat(messageBytes))) ? 0 : 1;
    if (refused === 0) this.violations.push(`${String(mostPosts)} POSTs did not fill the disk`);
    this.#vigie.free();
    const began = performance.now();
    await eventually('room for alerts', healWithinMs, async () => ((await this.#post('room again')) ? true : null));
    this.counts['longest until healed, ms'] = Math.max(
      this.counts['longest until healed, ms'],
      Math.round(performance.now() - began),
    );
    if (this.#vigie.hasEnded) this.violations.push('the process ended');
  }

  /** A problem after all of it becomes a ticket, by the same process. */
  async ends(copy: string): Promise<void> {
    await eventually('room for the last', healWithinMs, async () => ((await this.#post('the last')) ? true : null));
    await eventually(`a ticket of ${hosts.last}`, healWithinMs, () => ticketShown(this.#door, hosts.last));
    this.#vigie.copyTo(copy);
    const stores = await openSqliteStores({ folder: copy });
    const stored = await eventsText(stores.log);
    await stores.close();
    const lost = this.#accepted.filter((mark) => !stored.includes(mark));
    this.counts.lost = lost.length;
    this.violations.push(...lost.slice(0, 5).map((mark) => `I1: ${mark} was acknowledged and is lost`));
  }

  /** Only the last says something new: the others repeat one problem. */
  async #post(message: string): Promise<boolean> {
    const n = this.#posts++;
    const mark = `vigie-mark-${String(n)}.`;
    const host = message === 'the last' ? hosts.last : hosts.repeated;
    const body = { host, check: 'ping', state: 'problem', severity: 'critical' };
    const answer = await fetch(`${this.#door}/ingest/generic`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, message: `${mark} ${message}` }),
    });
    await answer.arrayBuffer();
    if (answer.status === 200) {
      this.#accepted.push(mark);
      this.counts.acknowledged += 1;
      return true;
    }
    if (answer.status !== 503) this.violations.push(`answered ${String(answer.status)}`);
    if (answer.headers.get('retry-after') === null) this.violations.push('503 without Retry-After');
    this.counts['refused with 503'] += 1;
    await pause(20);
    return false;
  }
}

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-disk-'));
  const chance = seededChance(seed);
  const policy = { hold: { criticalMs: 0 } };
  const vigie = new VigieOnSmallDisk(
    { folder, config: { sources: { generic: { type: 'generic' } } }, policy, cmdb },
    diskMegabytes[scale],
  );
  try {
    const disk = new FullDisk(vigie, await vigie.ready());
    for (let n = 0; n < rounds[scale]; n += 1) await disk.round(1_000_000 + Math.floor(chance() * 4_000_000));
    await disk.ends(join(folder, 'copy'));
    return { counts: disk.counts, violations: disk.violations };
  } finally {
    await vigie.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const diskFull: FaultRow = {
  row: 9,
  fault: 'the disk under log and state is full (a small tmpfs)',
  missing: lacksSmallDisk(),
  run,
};
