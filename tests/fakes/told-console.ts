// The console's API over told records: one server per test, calls by inject.
import { fastify, type FastifyInstance } from 'fastify';
import { consoleApi } from '../../console/api/console-api.ts';
import type { ApiOptions } from '../../console/api/api-options.ts';
import { Cmdb } from '../../domain/cmdb.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { ProjectedLog } from './projected-log.ts';
import { start } from './told-facts.ts';

const toldCmdb: Cmdb = Cmdb.parse({
  version: 1,
  teams: [{ id: 'network', name: 'Network team' }],
  sites: [{ id: 'paris' }, { id: 'lyon' }],
  cis: [
    { id: 'sw-1', class: 'switch', name: 'sw-1.example.net', site: 'paris', criticality: 'critical' },
    { id: 'srv-01', class: 'server', site: 'paris' },
    { id: 'srv-02', class: 'server', site: 'lyon' },
  ],
  services: [{ id: 'shop', name: 'Web shop', criticality: 'critical', users: 1200 }],
  groups: [{ id: 'web', members: ['srv-01', 'srv-02'], needs: 2 }],
  relations: [
    { from: 'srv-01', to: 'sw-1', type: 'connected_to' },
    { from: 'srv-02', to: 'sw-1', type: 'connected_to' },
    { from: 'shop', to: 'web', type: 'depends_on' },
  ],
});

export interface ToldConsole {
  readonly told: ProjectedLog;
  readonly app: FastifyInstance;
  /** What it is built on. */
  readonly api: ApiOptions;
  readonly pace: ToldClock;
  /** GET, parsed. */
  readonly get: (path: string, headers?: Record<string, string>) => Promise<{ status: number; body: never }>;
}

export async function toldConsole(options: Partial<ApiOptions> = {}): Promise<ToldConsole> {
  const told = new ProjectedLog();
  const pace = new ToldClock(0);
  const app = fastify({ forceCloseConnections: true });
  const { log, store } = told;
  const facts = { version: '0.1.0', tenant: 't', language: 'en', timezone: 'UTC', startedAt: start } as const;
  const live = {
    cmdb: () => toldCmdb,
    policy: () => defaultPolicy,
    sources: () => [],
    sinks: () => [],
    faults: () => ({ rules: null, cmdb: null }),
    demo: () => null,
    hashedStages: ['projection-alerts'],
  };
  const api: ApiOptions = { log, store, clock: new ToldClock(start), pace, ...facts, ...live, ...options };
  await app.register(consoleApi(api));
  const get = async (url: string, headers: Record<string, string> = {}) => {
    const response = await app.inject({ method: 'GET', url, headers });
    return { status: response.statusCode, body: response.json<never>() };
  };
  return { told, app, api, pace, get };
}
