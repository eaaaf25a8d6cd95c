// Which CSV files make a CMDB, which columns they have, and how a cell is read.
import { z } from 'zod';
import { Cmdb } from '../../domain/cmdb.ts';

/** `list`: parted by `|`. `flag`: true/false, yes/no, 1/0. An empty cell: the default. */
export type CellKind = 'text' | 'list' | 'number' | 'flag';

export interface CsvLayout {
  readonly columns: Readonly<Record<string, CellKind>>;
  readonly rows: z.ZodType;
}

const { sites, teams, cis, services, relations, groups, maintenance } = Cmdb.shape;

/** File name without `.csv` → its layout. docs/cmdb.md describes it. */
export const csvLayouts = new Map<keyof typeof Cmdb.shape, CsvLayout>([
  ['sites', { rows: sites, columns: { id: 'text', name: 'text' } }],
  ['teams', { rows: teams, columns: { id: 'text', name: 'text', level: 'number' } }],
  [
    'cis',
    {
      rows: cis,
      columns: {
        id: 'text',
        class: 'text',
        name: 'text',
        aliases: 'list',
        site: 'text',
        criticality: 'text',
        owner: 'text',
        environment: 'text',
        personalData: 'flag',
        procedure: 'text',
      },
    },
  ],
  [
    'services',
    {
      rows: services,
      columns: {
        id: 'text',
        name: 'text',
        criticality: 'text',
        users: 'number',
        hours: 'text',
        owner: 'text',
        personalData: 'flag',
      },
    },
  ],
  ['relations', { rows: relations, columns: { from: 'text', to: 'text', type: 'text' } }],
  ['groups', { rows: groups, columns: { id: 'text', members: 'list', needs: 'number' } }],
  [
    'maintenance',
    { rows: maintenance, columns: { id: 'text', cis: 'list', from: 'text', to: 'text', reason: 'text' } },
  ],
]);

const flags = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

/** What cannot be read as its kind stays text: the schema then refuses it and names the cell. */
export function readCell(kind: CellKind, cell: string): unknown {
  const text = cell.trim();
  if (kind === 'list')
    return text
      .split('|')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  if (kind === 'number') return /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text;
  return kind === 'flag' ? (flags.get(text.toLowerCase()) ?? text) : text;
}
