// The ticketing systems that Vigie speaks to: one line each.
import { deskKind } from './desk.ts';
import { freshserviceKind } from './freshservice.ts';
import { glpiKind } from './glpi.ts';
import { itopKind } from './itop.ts';
import { jiraSmKind } from './jira-sm.ts';
import { rtKind } from './rt.ts';
import { znunyKind } from './znuny.ts';

export const sinkKinds = {
  desk: deskKind,
  freshservice: freshserviceKind,
  glpi: glpiKind,
  itop: itopKind,
  'jira-sm': jiraSmKind,
  rt: rtKind,
  znuny: znunyKind,
} as const;
