// What `vigie.yaml` may say: the site's own words, each section strict. Sources and sinks bring their own sections.
import { z } from 'zod';
import { SyslogSettings } from '../../ingest/syslog/syslog-settings.ts';
import { adapters } from '../../ingest/adapters/registry.ts';
import { Policy } from '../../domain/policy.ts';
import { isZone } from '../../domain/zoned-time.ts';
import { CmdbSection } from './cmdb-section.ts';
import { KafkaSettings } from '../kafka/kafka-settings.ts';
import { SecretReference } from './resolve-secret.ts';
import { NotifySection } from './notify-section.ts';
import { SinkSection } from './sink-section.ts';

const dayMs = 86_400_000;
const gigabyte = 1_073_741_824;
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a name has lower-case letters, digits and dashes, at most 63');
const period = z.number().int().min(60_000);
const ms = z.number().int().min(0);

/** Defaults: domain/policy.ts. */
const priorities = z.strictObject({
  matrix: Policy.shape.matrix.unwrap().optional(),
  /** Users of the tenant: caps users hit. Absent: the sum over all services, and texts say "up to". */
  users: z.number().int().min(1).optional(),
  manyUsers: z.number().int().min(1).optional(),
  manyShare: z.number().min(0).max(1).optional(),
});
const major = z.strictObject({
  declareMs: ms.optional(),
  downgradeMs: ms.optional(),
  standDownMs: ms.optional(),
  priorityAtLeast: z.number().int().min(1).max(5).optional(),
});

/** Settings of an HTTP source come from its adapter; its token is ours to keep. */
const httpSections = [...adapters.values()].map((adapter) =>
  adapter.settings.extend({ token: SecretReference.optional() }),
);
const [firstSection, ...otherSections] = httpSections;
if (firstSection === undefined) throw new Error('no source adapter is registered');

export const SourceSection = z.discriminatedUnion('type', [firstSection, ...otherSections, SyslogSettings]);
export type SourceSection = z.infer<typeof SourceSection>;

/** Files in the data folder. */
const embedded = 'sqlite:';
const kafka = KafkaSettings.extend({
  sasl: KafkaSettings.shape.sasl.unwrap().extend({ password: SecretReference }).optional(),
  tls: KafkaSettings.shape.tls.unwrap().extend({ key: SecretReference.optional() }).optional(),
});
const redis = z.strictObject({
  /** redis://, rediss://, Sentinel or cluster: docs/cluster.md. The password stands apart. */
  url: z.string().min(1).max(2_048),
  password: SecretReference.optional(),
  prefix: name.default('vigie'),
});
/** `sqlite:`, or a section of one key. The type of what is written decides, so that a fault is told where it is. */
const eitherOr = <T extends z.ZodObject>(section: T): z.ZodUnion<[z.ZodLiteral<typeof embedded>, T]> =>
  z.union([z.literal(embedded), section], {
    error: ({ input }) =>
      typeof input === 'string'
        ? `${embedded} (files in the data folder), or a section ${Object.keys(section.shape).join()}:`
        : undefined,
  });

const ticketing = z.strictObject({
  sinks: z.record(name, SinkSection).optional(),
  /** How often each system is asked what people did there: GLPI answers a changed page in 73 ms (glpi-observed). */
  readEveryMs: z.number().int().min(5_000).max(3_600_000).default(30_000),
  /** How often tickets and ledger are compared: reliability-security §2.7. */
  reconcileEveryMs: z.number().int().min(30_000).max(86_400_000).default(300_000),
  /** Defaults: domain/policy.ts. */
  closedByHand: z.enum(['reopen', 'leave', 'resolve']).optional(),
  reopenAfterMs: ms.optional(),
  createsPerHour: Policy.shape.ticketing.unwrap().shape.createsPerHour.unwrap().optional(),
  routes: Policy.shape.ticketing.unwrap().shape.routes.unwrap().optional(),
  userTickets: Policy.shape.ticketing.unwrap().shape.userTickets.unwrap().optional(),
  /** `observe`: nothing is sent; the console shows the tickets that would be. */
  mode: z.enum(['act', 'observe']).default('act'),
});

const login = z.strictObject({
  /** Name → `scrypt:…` as `vigie hash-password` prints it; a hash is no secret, yet may stand in a file. */
  users: z.record(
    name,
    z.string().regex(/^scrypt:[0-9]+:[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$/, 'a hash as vigie hash-password prints it'),
  ),
});

const console = z.strictObject({
  host: z.string().min(1).max(255).default('127.0.0.1'),
  port: z.number().int().min(0).max(65_535).default(8470),
  login: login.optional(),
  /** Where people reach the console from outside, in links of messages. Absent: the console's own address, on this machine. */
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((url) => /^https?:\/\/[^/?#@]+\/?$/.test(url), 'scheme, host and port alone')
    .transform((url) => url.replace(/\/$/, ''))
    .optional(),
});

const spool = z.strictObject({
  /** Text of records. At 1 kB an alert, an hour of 250 a second. Above it senders get 503. */
  maxBytes: z.number().int().min(1_048_576).default(gigabyte),
});

const retention = z.strictObject({
  /** architecture "State: one commit": events 7 days; what was decided 400 days; unmatched lines 24 h. */
  eventsMs: period.default(7 * dayMs),
  eventsBytes: z
    .number()
    .int()
    .min(1_048_576)
    .default(20 * gigabyte),
  decisionsMs: period.default(400 * dayMs),
  unmatchedMs: period.default(dayMs),
});

/** A file, from this file's folder, or an address that is polled. */
const feed = { from: z.string().min(1).max(2_048), token: SecretReference.optional() };
/** Calendars and change systems that plan work; the name is what a suppression names. */
const planned = z.strictObject({
  type: z.enum(['ical', 'json']),
  ...feed,
  /** As a live CMDB: ADR 0036. */
  refreshMs: z.number().int().min(10_000).max(86_400_000).default(300_000),
});
const changes = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('json'),
    ...feed,
    /** A change told later than 15 minutes after it was made could not keep its time (domain: time rule). */
    refreshMs: z.number().int().min(5_000).max(600_000).default(30_000),
  }),
  z.strictObject({
    type: z.literal('git'),
    /** A clone or mirror on this machine, which somebody else keeps up to date. */
    repository: z.string().min(1).max(2_048),
    /** The CIs that it changes. */
    cis: z.array(z.string().min(1).max(200)).min(1).max(50),
    /** What moves when something is rolled out: `refs/tags/*`, `refs/heads/main`. */
    refs: z
      .array(z.string().regex(/^refs\/[A-Za-z0-9][\w.*\/-]{0,200}$/, 'a ref or a pattern of refs, as `refs/tags/*`'))
      .min(1)
      .max(10)
      .default(['refs/tags/*']),
    refreshMs: z.number().int().min(5_000).max(600_000).default(30_000),
  }),
]);

export const SiteConfig = z.strictObject({
  tenant: name.default('default'),
  language: z.enum(['en', 'fr']).default('en'),
  /** Absent: Europe/Paris for French, else UTC. */
  timezone: z.string().refine(isZone, 'not an IANA time zone').optional(),
  log: eitherOr(z.strictObject({ kafka })).default(embedded),
  state: eitherOr(z.strictObject({ redis })).default(embedded),
  /** What an `ingest` process keeps on disk while Kafka is away. */
  spool: spool.prefault({}),
  /** Absent: the default doors. */
  sources: z.record(name, SourceSection).optional(),
  /** Path of the CMDB file, from this file's folder; or the system that it is read from. */
  cmdb: CmdbSection.optional(),
  /** Work that is planned elsewhere: windows over the CMDB's own. */
  maintenance: z.record(name, planned).default({}),
  /** What was changed: told as events of source `changes`. */
  changes: z.record(name, changes).default({}),
  /** Folder with `policy.yaml`: the thresholds that decisions read. */
  rules: z.string().min(1).optional(),
  priorities: priorities.prefault({}),
  major: major.prefault({}),
  ticketing: ticketing.prefault({}),
  /** Whom to tell of what is urgent, and how; absent: nobody is told but by tickets. */
  notify: NotifySection.prefault({}),
  console: console.prefault({}),
  retention: retention.prefault({}),
});
export type SiteConfig = z.infer<typeof SiteConfig>;
