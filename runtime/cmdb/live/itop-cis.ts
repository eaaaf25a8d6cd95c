// iTop's functional CIs as our CMDB: business processes are services, what impacts them is what they depend on.
import { z } from 'zod';
import { emptyCmdb } from '../../../domain/cmdb.ts';
import type { Cmdb, Criticality } from '../../../domain/cmdb.ts';
import { assetId } from './asset-id.ts';

const text = z.string().max(1_000);

export const FunctionalCi = z.object({
  id: z.string().regex(/^\d{1,10}$/),
  name: text,
  finalclass: z.string().regex(/^[A-Za-z]\w{0,99}$/),
  friendlyname: text,
  business_criticity: text,
  organization_name: text.optional(),
});
export type FunctionalCi = z.infer<typeof FunctionalCi>;

export const Addressed = z.object({ id: z.string().regex(/^\d{1,10}$/), managementip: text });

export interface ItopInventory {
  readonly cis: readonly FunctionalCi[];
  /** Ids as iTop numbers them → address. iTop numbers all functional CIs together. */
  readonly addresses: ReadonlyMap<string, string>;
  /** `Server::2` impacts `DBServer::4`. */
  readonly impacts: readonly (readonly [string, string])[];
}

export interface ItopNaming {
  /** Final class → class of the CI. */
  readonly classes: Readonly<Record<string, string>>;
  /** Final classes that are services. */
  readonly services: readonly string[];
}

const criticalities: Readonly<Record<string, Criticality>> = { high: 'high', medium: 'medium', low: 'low' };

export function cmdbOfItop({ cis, addresses, impacts }: ItopInventory, { classes, services }: ItopNaming): Cmdb {
  const isService = ({ finalclass }: FunctionalCi): boolean => services.includes(finalclass);
  return {
    ...emptyCmdb,
    cis: cis
      .filter((ci) => !isService(ci))
      .map((ci) => {
        const kind = Object.hasOwn(classes, ci.finalclass) ? classes[ci.finalclass] : undefined;
        return { ...named(ci), class: kind ?? 'other', aliases: aliasesOf(ci, addresses), environment: 'production' };
      }),
    services: cis.filter(isService).map((ci) => ({ ...named(ci), users: 0 })),
    relations: impacts.map(([source, impacted]) => ({ from: idOf(impacted), to: idOf(source), type: 'depends_on' })),
  };
}

function named(ci: FunctionalCi): { id: string; name: string; criticality: Criticality; personalData: boolean } {
  const criticality = criticalities[ci.business_criticity] ?? 'medium';
  return { id: assetId(ci.finalclass, ci.id), name: ci.name, criticality, personalData: false };
}

/** `pg-main srv-db-01` is how iTop shows a database on a server: another name for it. */
function aliasesOf(ci: FunctionalCi, addresses: ReadonlyMap<string, string>): string[] {
  const address = addresses.get(ci.id) ?? '';
  return [...new Set([ci.friendlyname, address])].filter((alias) => alias !== '' && alias !== ci.name);
}

/** `DBServer::4` → `dbserver-4`. */
function idOf(key: string): string {
  const [type = '', number = ''] = key.split('::');
  return assetId(type, number);
}
