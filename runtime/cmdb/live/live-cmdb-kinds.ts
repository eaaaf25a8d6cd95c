// The CMDBs that Vigie reads where they live: one line each.
import { glpiCmdbKind } from './glpi-cmdb.ts';
import { itopCmdbKind } from './itop-cmdb.ts';

export const liveCmdbKinds = {
  glpi: glpiCmdbKind,
  itop: itopCmdbKind,
} as const;
