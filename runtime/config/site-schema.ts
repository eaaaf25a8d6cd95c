// What `vigie.yaml` may say: the site's own words, each section strict. Sources and sinks bring their own sections.
import { z } from 'zod';
import { SyslogSettings } from '../../ingest/syslog/syslog-settings.ts';
import { adapters } from '../../ingest/adapters/registry.ts';
import { Policy } from '../../domain/policy.ts';
import { isZone } from '../../domain/zoned-time.ts';
import { CmdbSection } from './cmdb-section.ts';
import { SecretReference } from './resolve-secret.ts';
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
const major = z.strictObject({ declareMs: ms.optional(), downgradeMs: ms.optional(), standDownMs: ms.optional() });

/** Settings of an HTTP source come from its adapter; its token is ours to keep. */
const httpSections = [...adapters.values()].map((adapter) =>
  adapter.settings.extend({ token: SecretReference.optional() }),
);
const [firstSection, ...otherSections] = httpSections;
if (firstSection === undefined) throw new Error('no source adapter is registered');

export const SourceSection = z.discriminatedUnion('type', [firstSection, ...otherSections, SyslogSettings]);
export type SourceSection = z.infer<typeof SourceSection>;

/** Embedded, the log and the state are files in the data folder: the only kind there is so far. */
const embedded = z.literal('sqlite:', { error: 'only sqlite: (files in the data folder) exists in this version' });

const ticketing = z.strictObject({
  sinks: z.record(name, SinkSection).optional(),
  /** How often each system is asked what people did there: GLPI answers a changed page in 73 ms (glpi-observed). */
  readEveryMs: z.number().int().min(5_000).max(3_600_000).default(30_000),
  /** How often tickets and ledger are compared: reliability-security.md §2.7. */
  reconcileEveryMs: z.number().int().min(30_000).max(86_400_000).default(300_000),
  /** Defaults: domain/policy.ts. */
  closedByHand: z.enum(['reopen', 'leave', 'resolve']).optional(),
  reopenAfterMs: ms.optional(),
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
});

const retention = z.strictObject({
  /** architecture.md "State: one commit": events 7 days; what was decided 400 days; unmatched lines 24 h. */
  eventsMs: period.default(7 * dayMs),
  eventsBytes: z
    .number()
    .int()
    .min(1_048_576)
    .default(20 * gigabyte),
  decisionsMs: period.default(400 * dayMs),
  unmatchedMs: period.default(dayMs),
});

export const SiteConfig = z.strictObject({
  tenant: name.default('default'),
  language: z.enum(['en', 'fr']).default('en'),
  /** Absent: Europe/Paris for French, else UTC. */
  timezone: z.string().refine(isZone, 'not an IANA time zone').optional(),
  log: embedded.default('sqlite:'),
  state: embedded.default('sqlite:'),
  /** Absent: the default doors. */
  sources: z.record(name, SourceSection).optional(),
  /** Path of the CMDB file, from this file's folder; or the system that it is read from. */
  cmdb: CmdbSection.optional(),
  /** Folder with `policy.yaml`: the thresholds that decisions read. */
  rules: z.string().min(1).optional(),
  priorities: priorities.prefault({}),
  major: major.prefault({}),
  ticketing: ticketing.prefault({}),
  console: console.prefault({}),
  retention: retention.prefault({}),
});
export type SiteConfig = z.infer<typeof SiteConfig>;
