// What `notify` may say: channels with their secrets by reference, recipients with their addresses, who answers where.
import { z } from 'zod';
import { NoticeVoice } from '../../domain/notice.ts';
import { Ladder, NotifyPolicy, SlaNotices } from '../../domain/notify-policy.ts';
import { ConfigError } from '../../domain/errors.ts';
import { channelKinds } from '../../ticketing/channels/channel-kinds.ts';
import type { ChannelKind } from '../../ticketing/channel-kind.ts';
import { resolveSection, sectionOf } from './adapter-section.ts';
import { SecretReference } from './resolve-secret.ts';
import type { YamlFile } from './yaml-file.ts';

export type ChannelType = keyof typeof channelKinds;

export interface ChannelConfig {
  readonly type: ChannelType;
}

type Section = z.ZodObject<{ type: z.ZodLiteral<ChannelType> }>;

const [firstSection, ...otherSections] = Object.values(channelKinds).map(
  (kind) => sectionOf(kind) as unknown as Section,
);
if (firstSection === undefined) throw new Error('no channel is registered');

const ChannelSection = z.discriminatedUnion('type', [firstSection, ...otherSections]);
type ChannelSection = z.infer<typeof ChannelSection>;

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a name has lower-case letters, digits and dashes, at most 63');

const policy = NotifyPolicy.shape;

export const NotifySection = z.strictObject({
  channels: z.record(name, ChannelSection).default({}),
  recipients: z
    .record(
      name,
      z.strictObject({
        channel: name,
        /** An address, where the channel needs one. */
        to: z.email().max(320).optional(),
        language: z.enum(['en', 'fr']).optional(),
        voice: NoticeVoice.optional(),
      }),
    )
    .default({}),
  levels: Ladder.optional(),
  teams: z.record(z.string().min(1).max(200), Ladder).optional(),
  crisis: z.array(name).max(50).optional(),
  /** Defaults: domain/notify-policy.ts. */
  majorEveryMs: policy.majorEveryMs.unwrap().optional(),
  escalateMs: policy.escalateMs.unwrap().partial().optional(),
  sla: SlaNotices.optional(),
  digest: policy.digest.unwrap().partial().optional(),
  /** Signs the links by which people take an incident; absent: made at the first start, kept in the data folder. */
  linkSecret: SecretReference.optional(),
  /** How long such a link serves. */
  linkMs: z
    .number()
    .int()
    .min(60_000)
    .max(30 * 86_400_000)
    .default(86_400_000),
});
export type NotifySection = z.infer<typeof NotifySection>;

/** By name, secrets resolved. @throws ConfigError `channel-invalid` if a secret is none that the channel can use. */
export function channelConfigsOf(
  { channels }: NotifySection,
  takeSecret: (text: string, path: string[]) => string,
): Map<string, ChannelConfig> {
  const take = (channel: string) => (text: string, member: string) =>
    takeSecret(text, ['notify', 'channels', channel, member]);
  const configOf = (channel: string, section: ChannelSection): ChannelConfig => {
    const kind = channelKinds[section.type];
    const at = `notify.channels.${channel}`;
    return resolveSection({ kind, section, code: 'channel-invalid', at }, take(channel)) as ChannelConfig;
  };
  return new Map(Object.entries(channels).map(([channel, section]) => [channel, configOf(channel, section)]));
}

/** A name that stands for nobody would tell nobody, and say nothing. */
export function refuseLostRecipients(yaml: YamlFile, notify: NotifySection): void {
  const refuse = (path: string[], why: string): never => {
    const at = `${yaml.path}:${yaml.lineOf(path)}`;
    throw new ConfigError('notify-unknown', `${at}: ${path.join('.')}: ${why}`, { at });
  };
  for (const [recipient, { channel, to }] of Object.entries(notify.recipients)) {
    const path = ['notify', 'recipients', recipient];
    const section = notify.channels[channel];
    if (section === undefined) return refuse([...path, 'channel'], `no channel is called ${JSON.stringify(channel)}`);
    const kind = channelKinds[section.type] as unknown as ChannelKind<unknown>;
    if (kind.isAddressed && to === undefined) return refuse(path, `needs to: an address of the channel ${channel}`);
    if (!kind.isAddressed && to !== undefined) return refuse([...path, 'to'], `${channel} is an address by itself`);
  }
  for (const [path, people] of namedPeople(notify)) {
    const lost = people.find((one) => !Object.hasOwn(notify.recipients, one));
    if (lost !== undefined) refuse(path, `no recipient is called ${JSON.stringify(lost)}`);
  }
}

function* namedPeople({
  levels = {},
  teams = {},
  crisis = [],
}: NotifySection): Generator<[string[], readonly string[]]> {
  yield [['notify', 'crisis'], crisis];
  for (const [level, people = []] of Object.entries(levels)) yield [['notify', 'levels', level], people];
  for (const [team, ladder] of Object.entries(teams))
    for (const [level, people = []] of Object.entries(ladder)) yield [['notify', 'teams', team, level], people];
}

/** The part that decisions read: no address and no secret in it. `sinkOf` names a channel as operations do. */
export function notifyPolicyOf(
  notify: NotifySection,
  known: NotifyPolicy,
  sinkOf: (channel: string) => string,
): NotifyPolicy {
  const { recipients, levels, teams, crisis, majorEveryMs, escalateMs, sla, digest } = notify;
  if (Object.keys(recipients).length === 0) return known;
  const named = Object.entries(recipients).map(([recipient, { channel, language, voice }]) => {
    const sink = sinkOf(channel);
    return [recipient, { sink, ...(language && { language }), ...(voice && { voice }) }];
  });
  return NotifyPolicy.parse({
    ...known,
    recipients: Object.fromEntries(named) as unknown,
    ...(levels && { levels }),
    ...(teams && { teams }),
    ...(crisis && { crisis }),
    ...(majorEveryMs && { majorEveryMs }),
    escalateMs: { ...known.escalateMs, ...escalateMs },
    sla: sla ?? known.sla ?? SlaNotices.parse({}),
    digest: { ...known.digest, ...digest },
  });
}
