// What `log: kafka:` may say, and how it is meant to be spoken to. Secrets stand by reference until the site is loaded.
import { z } from 'zod';

const broker = z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[^\s:/]+):\d{1,5}$/, 'a broker is host:port');
const partitionCount = z.number().int().min(1).max(1_000);

export const KafkaSettings = z.strictObject({
  brokers: z.array(broker).min(1),
  /** Topics are `<prefix>.events` and so on, consumer groups `<prefix>.correlate`. */
  prefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes, at most 63')
    .default('vigie'),
  /** Fixed once the topics are there: docs/cluster.md, "More partitions". Six keep three processes busy. */
  partitions: z.strictObject({ events: partitionCount.default(6), alerts: partitionCount.default(6) }).prefault({}),
  /**
   * A process that is silent this long has lost its partitions to the others. 10 s: docs/adr/0020. Brokers take nothing
   * below their `group.min.session.timeout.ms`, which is 6 s unless they say otherwise.
   */
  sessionMs: z.number().int().min(1_000).max(300_000).default(10_000),
  /** Of new topics; absent: the brokers' own default. With three, each record is on two before it counts. */
  replication: z.number().int().min(1).max(9).optional(),
  /** `{}`: the system's authorities. Paths start at this file's folder. */
  tls: z
    .strictObject({
      ca: z.string().min(1).optional(),
      certificate: z.string().min(1).optional(),
      key: z.string().min(1).optional(),
      serverName: z.string().min(1).optional(),
    })
    .optional(),
  sasl: z
    .strictObject({
      mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']),
      username: z.string().min(1),
      password: z.string().min(1),
    })
    .optional(),
});
export type KafkaSettings = z.infer<typeof KafkaSettings>;
