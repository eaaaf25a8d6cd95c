// GLPI's assets as our CMDB: computers and network equipment are CIs, appliances are services, impacts are relations.
import { z } from 'zod';
import type { Cmdb, Relation } from '../../../domain/cmdb.ts';
import { emptyCmdb } from '../../../domain/cmdb.ts';
import { assetId } from './asset-id.ts';

const id = z.number().int().min(0).max(2_147_483_647);
const itemType = z.string().regex(/^[A-Z][A-Za-z]{0,99}$/);

export const Asset = z.object({
  id,
  name: z.string().max(500).nullable(),
  is_deleted: z.number().int().optional(),
  is_template: z.number().int().optional(),
  serial: z.string().max(500).nullish(),
  locations_id: id.optional(),
  groups_id_tech: id.optional(),
  states_id: id.optional(),
});
export type Asset = z.infer<typeof Asset>;
export const Impact = z.object({
  itemtype_source: itemType,
  items_id_source: id,
  itemtype_impacted: itemType,
  items_id_impacted: id,
});
export const ApplianceItem = z.object({ appliances_id: id, items_id: id, itemtype: itemType });

export interface GlpiAssets {
  /** By item type, such as `Computer`. */
  readonly assets: ReadonlyMap<string, readonly Asset[]>;
  readonly appliances: readonly Asset[];
  readonly impacts: readonly z.infer<typeof Impact>[];
  readonly applianceItems: readonly z.infer<typeof ApplianceItem>[];
}

export interface GlpiNaming {
  /** Item type → class of the CI. */
  readonly classes: Readonly<Record<string, string>>;
  /** State of GLPI by id → environment; others are production. */
  readonly environments: Readonly<Record<string, string>>;
}

/** Deleted ones and templates are left out, and so is what has no name: nobody could tell it. */
export function cmdbOfGlpi({ assets, appliances, impacts, applianceItems }: GlpiAssets, naming: GlpiNaming): Cmdb {
  const live = ({ is_deleted: deleted, is_template: template, name }: Asset): boolean =>
    deleted !== 1 && template !== 1 && name !== null && name !== '';
  const cis = [...assets].flatMap(([type, list]) => list.filter(live).map((asset) => ciOf(type, asset, naming)));
  const services = appliances.filter(live).map((appliance) => ({
    id: assetId('Appliance', appliance.id),
    name: appliance.name ?? '',
    criticality: 'medium' as const,
    users: 0,
    personalData: false,
  }));
  const sites = [...new Set(cis.flatMap(({ site }) => site ?? []))].sort().map((site) => ({ id: site }));
  const teams = [...new Set(cis.flatMap(({ owner }) => owner ?? []))].sort().map((team) => ({ id: team }));
  const relations = [
    ...impacts.map(
      ({ itemtype_source: source, items_id_source: from, itemtype_impacted: type, items_id_impacted: to }) =>
        dependsOn(assetId(type, to), assetId(source, from)),
    ),
    ...applianceItems.map((part) =>
      dependsOn(assetId('Appliance', part.appliances_id), assetId(part.itemtype, part.items_id)),
    ),
  ];
  return { ...emptyCmdb, sites, teams, cis, services, relations: distinct(relations) };
}

function ciOf(type: string, asset: Asset, { classes, environments }: GlpiNaming): Cmdb['cis'][number] {
  const site = asset.locations_id ?? 0;
  const team = asset.groups_id_tech ?? 0;
  const named = Object.hasOwn(classes, type) ? classes[type] : undefined;
  const state = String(asset.states_id ?? 0);
  const environment = Object.hasOwn(environments, state) ? environments[state] : undefined;
  return {
    id: assetId(type, asset.id),
    class: named ?? 'other',
    name: asset.name ?? '',
    aliases: asset.serial === null || asset.serial === undefined || asset.serial === '' ? [] : [asset.serial],
    criticality: 'medium',
    environment: environment ?? 'production',
    personalData: false,
    ...(site === 0 ? {} : { site: `location-${String(site)}` }),
    ...(team === 0 ? {} : { owner: `group-${String(team)}` }),
  };
}

/** Whether a link is functional or a place to hang on, GLPI does not say. */
function dependsOn(from: string, to: string): Relation {
  return { from, to, type: 'depends_on' };
}

function distinct(relations: readonly Relation[]): Relation[] {
  return [...new Map(relations.map((relation) => [`${relation.from}\n${relation.to}`, relation])).values()];
}
