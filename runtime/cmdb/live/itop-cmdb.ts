// iTop as a CMDB: its functional CIs page by page, their addresses, and what impacts what, one hop at a time.
import { z } from 'zod';
import type { Cmdb } from '../../../domain/cmdb.ts';
import { AdapterError } from '../../../domain/errors.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import { noRight } from '../../../ticketing/sinks/itop/itop-answers.ts';
import { ItopConfig } from '../../../ticketing/sinks/itop/itop-config.ts';
import { ItopDoor } from '../../../ticketing/sinks/itop/itop-door.ts';
import type { ItopReply } from '../../../ticketing/sinks/itop/itop-door.ts';
import { Addressed, cmdbOfItop, FunctionalCi } from './itop-cis.ts';
import type { LiveCmdb, LiveCmdbKind } from './live-cmdb.ts';
import { liveSettings } from './live-settings.ts';

const pageRows = 200;
/** A CMDB above this is no list to read whole every few minutes. */
const mostPages = 500;
const className = z.string().regex(/^[A-Za-z]\w{0,99}$/);

export const ItopCmdbConfig = z
  .strictObject({
    type: z.literal('itop'),
    url: ItopConfig.shape.url,
    user: ItopConfig.shape.user,
    password: ItopConfig.shape.password,
    token: ItopConfig.shape.token,
    ...liveSettings,
    classes: z.record(className, z.string().min(1).max(100)).default({
      ...{ Server: 'server', VirtualMachine: 'vm', Hypervisor: 'server', NetworkDevice: 'switch' },
      ...{ StorageSystem: 'storage', DBServer: 'database', DatabaseSchema: 'database' },
      ...{ ApplicationSolution: 'application', WebServer: 'application', WebApplication: 'application' },
      ...{ Printer: 'printer', PowerSource: 'power', PDU: 'power' },
    }),
    services: z.array(className).default(['BusinessProcess']),
    /** Classes with a management address. */
    addressed: z.array(className).default(['Server', 'NetworkDevice']),
  })
  .refine(({ token, user, password }) => token !== undefined || (user !== undefined && password !== undefined), {
    message: 'user and password, or token, are needed',
    path: ['user'],
  });
export type ItopCmdbConfig = z.infer<typeof ItopCmdbConfig>;

export class ItopCmdb implements LiveCmdb {
  readonly #config: ItopCmdbConfig;
  readonly #door: ItopDoor;

  constructor(config: ItopCmdbConfig, clock: Pick<Clock, 'now'>) {
    this.#config = config;
    this.#door = new ItopDoor({ ...config, concurrency: 1 }, clock);
  }

  async read(): Promise<Cmdb> {
    const cis = await this.#list('FunctionalCI', Object.keys(FunctionalCi.shape), FunctionalCi);
    const addresses = new Map<string, string>();
    for (const name of this.#config.addressed) {
      for (const { id, managementip } of await this.#list(name, ['id', 'managementip'], Addressed))
        addresses.set(id, managementip);
    }
    return cmdbOfItop({ cis, addresses, impacts: await this.#impacts() }, this.#config);
  }

  stop(): Promise<void> {
    return this.#door.close();
  }

  /** Recorded, 29b to 29d: pages count from 1, one beyond the end has no objects. */
  async #list<T>(name: string, fields: readonly string[], row: z.ZodType<T>): Promise<T[]> {
    const found: T[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const ask = { class: name, key: `SELECT ${name}`, output_fields: fields.join(','), limit: pageRows, page };
      const reply = await this.#door.ask({ operation: 'core/get', ...ask });
      if (reply.kind !== 'ok') throw failure(reply, name);
      const rows = z.array(row).safeParse(reply.objects.map((object) => object.fields));
      if (!rows.success) throw misread(name);
      found.push(...rows.data);
      if (rows.data.length < pageRows) return found;
    }
    throw new AdapterError('cmdb-misread', `iTop: more than ${String(mostPages * pageRows)} objects of ${name}`);
  }

  async #impacts(): Promise<readonly (readonly [string, string])[]> {
    const of = { class: 'FunctionalCI', key: 'SELECT FunctionalCI', relation: 'impacts' };
    const reply = await this.#door.related({ ...of, depth: 1, direction: 'down', redundancy: false });
    if (reply.kind !== 'ok') throw failure(reply, 'impacts');
    return reply.pairs;
  }
}

function failure(reply: Exclude<ItopReply, { kind: 'ok' }>, what: string): AdapterError {
  if (reply.kind === 'shape') return misread(what);
  if (reply.kind === 'refused' && noRight.test(reply.code)) {
    return new AdapterError('cmdb-forbidden', `iTop: ${what}: the account may not read it`);
  }
  return new AdapterError('cmdb-unreachable', `iTop: ${what}: ${reply.code}`, { retryable: true });
}

function misread(what: string): AdapterError {
  return new AdapterError('cmdb-misread', `iTop: ${what}: the answer has another shape`);
}

export const itopCmdbKind: LiveCmdbKind<ItopCmdbConfig> = {
  type: 'itop',
  secrets: ['password', 'token'],
  schema: ItopCmdbConfig,
  open: (config, clock) => new ItopCmdb(config, clock),
};
