// The ways by which Vigie reaches people: one line each.
import { emailKind } from './email.ts';
import { mattermostKind } from './mattermost.ts';
import { slackKind } from './slack.ts';
import { teamsKind } from './teams.ts';
import { webhookKind } from './webhook.ts';

export const channelKinds = {
  email: emailKind,
  mattermost: mattermostKind,
  slack: slackKind,
  teams: teamsKind,
  webhook: webhookKind,
} as const;
