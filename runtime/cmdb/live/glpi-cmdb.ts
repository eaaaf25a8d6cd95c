// GLPI 10 as a CMDB: each list read page by page through the session that the sink uses too.
import { z } from 'zod';
import type { Cmdb } from '../../../domain/cmdb.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import { AdapterError } from '../../../domain/errors.ts';
import { GlpiConfig } from '../../../ticketing/sinks/glpi/glpi-config.ts';
import { GlpiSession } from '../../../ticketing/sinks/glpi/glpi-session.ts';
import { ApplianceItem, Asset, cmdbOfGlpi, Impact } from './glpi-assets.ts';
import type { LiveCmdb, LiveCmdbKind } from './live-cmdb.ts';
import { liveSettings } from './live-settings.ts';

/** Rows of one answer: 200 assets are some 100 kB. */
const pageRows = 200;
/** A CMDB above this is no list to read whole every few minutes. */
const mostRows = 200_000;

export const GlpiCmdbConfig = z.strictObject({
  type: z.literal('glpi'),
  url: GlpiConfig.shape.url,
  appToken: GlpiConfig.shape.appToken,
  userToken: GlpiConfig.shape.userToken,
  ...liveSettings,
  /** Item types that are CIs, and their class. */
  classes: z
    .record(z.string().regex(/^[A-Z][A-Za-z]{0,99}$/), z.string().min(1).max(100))
    .default({ Computer: 'server', NetworkEquipment: 'switch' }),
  /** Ids of GLPI's states → environment; others are production. */
  environments: z.record(z.string().regex(/^\d{1,10}$/), z.string().min(1).max(100)).default({}),
});
export type GlpiCmdbConfig = z.infer<typeof GlpiCmdbConfig>;

export class GlpiCmdb implements LiveCmdb {
  readonly #config: GlpiCmdbConfig;
  readonly #session: GlpiSession;

  constructor(config: GlpiCmdbConfig, clock: Pick<Clock, 'now'>) {
    this.#config = config;
    const { type, url, appToken, userToken, timeoutMs } = config;
    const session = GlpiConfig.parse({ type, url, appToken, userToken, timeoutMs, concurrency: 1 });
    this.#session = new GlpiSession(session, clock);
  }

  async read(): Promise<Cmdb> {
    const assets = new Map<string, Asset[]>();
    for (const type of Object.keys(this.#config.classes).sort()) assets.set(type, await this.#list(type, Asset));
    const appliances = await this.#list('Appliance', Asset);
    const impacts = await this.#list('ImpactRelation', Impact);
    const applianceItems = [];
    for (const { id } of appliances)
      applianceItems.push(...(await this.#list(`Appliance/${String(id)}/Appliance_Item`, ApplianceItem)));
    return cmdbOfGlpi({ assets, appliances, impacts, applianceItems }, this.#config);
  }

  stop(): Promise<void> {
    return this.#session.close();
  }

  /** glpi-observed, 18: always a range; partial pages are 206, the last may be 200 or 206, past the end is a 400. */
  async #list<T>(path: string, row: z.ZodType<T>): Promise<T[]> {
    const found: T[] = [];
    for (let from = 0; from < mostRows; from += pageRows) {
      const range = `range=${String(from)}-${String(from + pageRows - 1)}`;
      const reply = await this.#session.ask({
        method: 'GET',
        path: `${path}?${range}&sort=id&order=ASC&get_hateoas=false`,
      });
      if (reply.kind === 'refused' && reply.code === 'ERROR_RANGE_EXCEED_TOTAL') return found;
      const rows = rowsOf(reply, path, row);
      found.push(...rows);
      if (rows.length < pageRows) return found;
    }
    throw new AdapterError('cmdb-misread', `GLPI: ${path} has more than ${String(mostRows)} entries`);
  }
}

type Reply = Awaited<ReturnType<GlpiSession['ask']>>;

function rowsOf<T>(reply: Reply, path: string, row: z.ZodType<T>): T[] {
  if (reply.kind === 'refused') {
    const why = `GLPI refuses ${path}: ${reply.code} (${String(reply.status)}); may the profile read it?`;
    throw new AdapterError('cmdb-forbidden', why);
  }
  if (reply.kind !== 'ok')
    throw new AdapterError('cmdb-unreachable', `GLPI: ${path}: ${reply.code}`, { retryable: true });
  const rows = z.array(row).max(pageRows).safeParse(reply.json);
  if (!rows.success) throw new AdapterError('cmdb-misread', `GLPI: ${path}: the answer has another shape`);
  return rows.data;
}

export const glpiCmdbKind: LiveCmdbKind<GlpiCmdbConfig> = {
  type: 'glpi',
  secrets: ['appToken', 'userToken'],
  schema: GlpiCmdbConfig,
  open: (config, clock) => new GlpiCmdb(config, clock),
};
