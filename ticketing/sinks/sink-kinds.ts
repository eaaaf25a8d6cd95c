// The ticketing systems that Vigie speaks to: one line each.
import { deskKind } from './desk.ts';
import { glpiKind } from './glpi.ts';

export const sinkKinds = {
  desk: deskKind,
  glpi: glpiKind,
} as const;
