// The CMDBs that Vigie reads where they live: one line each.
import { glpiCmdbKind } from './glpi-cmdb.ts';

export const liveCmdbKinds = {
  glpi: glpiCmdbKind,
} as const;
