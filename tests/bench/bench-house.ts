// What every pipeline bench starts from: a folder on disk, a sink that answers in 5 ms, one Vigie over the generated plant.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BenchSink } from './bench-sink.ts';
import { PipelineStanding } from './pipeline-standing.ts';
import { plantCmdb } from './plant-cmdb.ts';
import { VigieChild, writeSite, type ChildSite } from './vigie-child.ts';

export interface HouseWish {
  readonly extraHosts?: number;
  readonly profileFolder?: string | undefined;
}

const noHold = { criticalMs: 0, highMs: 0, warningMs: 0 };

export class BenchHouse {
  readonly folder: string;
  readonly sink: BenchSink;
  readonly site: ChildSite;
  vigie: VigieChild;
  url = '';

  private constructor(folder: string, sink: BenchSink, { extraHosts = 0, profileFolder }: HouseWish) {
    this.folder = folder;
    this.sink = sink;
    this.site = {
      folder,
      config: { sources: { prometheus: { type: 'prometheus' } }, ticketing: { sinks: { glpi: sink.section } } },
      // Each incident has a ticket of its own, whose way is measured.
      policy: { hold: noHold, storm: { newPerMinute: null } },
      cmdb: plantCmdb(extraHosts),
      environment: sink.environment,
      profileFolder,
    };
    writeSite(this.site);
    this.vigie = VigieChild.launch(this.site);
  }

  /** In the temporary folder, or where VIGIE_BENCH_DIR says: it must be a disk, not memory. */
  static async open(wish: HouseWish = {}): Promise<BenchHouse> {
    const folder = mkdtempSync(join(process.env['VIGIE_BENCH_DIR'] ?? '/var/tmp', 'vigie-bench-'));
    const house = new BenchHouse(folder, await BenchSink.start(), wish);
    await house.comeUp();
    return house;
  }

  async comeUp(): Promise<void> {
    this.url = `${await this.vigie.ready()}/api/v2/alerts`;
  }

  /** Ends it as told and starts it again on the same data. Returns ms from start to ready. */
  async restart(): Promise<number> {
    await this.vigie.stop();
    this.vigie = VigieChild.launch(this.site);
    await this.comeUp();
    return performance.now() - this.vigie.startedAt;
  }

  /** Ms until all that was accepted up to now went through every stage to the sink. */
  async drained(withinMs = 300_000): Promise<number> {
    const standing = new PipelineStanding(join(this.folder, 'kept'));
    try {
      return await standing.drained(withinMs);
    } finally {
      standing.close();
    }
  }

  async close(): Promise<void> {
    await this.vigie.stop();
    await this.sink.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
