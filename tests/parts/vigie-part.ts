// A whole Vigie as a site runs it: `vigie start` with a configuration file, read through its API.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { AlertPage } from '../../console/api/alert-contract.ts';
import { IncidentPage } from '../../console/api/incident-contract.ts';
import { TicketPage } from '../../console/api/ticket-contract.ts';
import { eventually, launch, type ServerProcess } from './server-process.ts';

const command = join(import.meta.dirname, '../../bin/vigie');

export interface VigieSetting {
  readonly folder: string;
  /** vigie.yaml; `rules` and `cmdb` are added. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly policy: object;
  readonly cmdb: object;
  readonly environment: Readonly<Record<string, string>>;
}

export interface RunningVigie extends ServerProcess {
  /** `http://127.0.0.1:41234` */
  readonly address: string;
  /** `127.0.0.1:41234` */
  readonly authority: string;
  alerts(): Promise<AlertPage['items']>;
  incidents(): Promise<IncidentPage['items']>;
  tickets(): Promise<TicketPage['items']>;
}

export async function startVigie({ folder, config, policy, cmdb, environment }: VigieSetting): Promise<RunningVigie> {
  mkdirSync(join(folder, 'rules'), { recursive: true });
  writeFileSync(join(folder, 'rules/policy.yaml'), stringify(policy));
  writeFileSync(join(folder, 'cmdb.yaml'), stringify(cmdb));
  writeFileSync(join(folder, 'vigie.yaml'), stringify({ ...config, rules: 'rules', cmdb: 'cmdb.yaml' }));
  const args = ['start', '--config', 'vigie.yaml', '--data', 'kept', '--port', '0'];
  const server = launch({ command, args, folder, environment });
  try {
    const address = await eventually('vigie start', 30_000, () => addressIn(server.output()) ?? endOf(server));
    if (address === ended) throw new Error('it ended at once');
    const ask = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
      const response = await fetch(`${address}${path}`);
      if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
      return schema.parse(await response.json());
    };
    return {
      ...server,
      address,
      authority: new URL(address).host,
      alerts: async () => [
        ...(await ask('/api/v1/alerts?state=open', AlertPage)).items,
        ...(await ask('/api/v1/alerts?state=ended', AlertPage)).items,
      ],
      incidents: async () => (await ask('/api/v1/incidents?state=all', IncidentPage)).items,
      tickets: async () => (await ask('/api/v1/tickets', TicketPage)).items,
    };
  } catch (fault) {
    await server.stop();
    throw new Error(`vigie start did not come up; it said:\n${server.output()}`, { cause: fault });
  }
}

const ended = 'ended';

function endOf(server: ServerProcess): typeof ended | null {
  return server.hasEnded() ? ended : null;
}

function addressIn(output: string): string | null {
  return /listening on (http:\/\/[^\s"]+)/.exec(output)?.[1] ?? null;
}
