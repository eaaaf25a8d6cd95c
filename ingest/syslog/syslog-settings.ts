// What the configuration may say of a syslog source: where it listens, who may send, its limits and packs.
import { isIP } from 'node:net';
import { z } from 'zod';
import { Thresholds } from '../profiles/thresholds.ts';
import { settingsOf } from '../source-settings.ts';

const mebibyte = 1_048_576;

/** `127.0.0.1:5514`, `[::1]:5514`, port 0: any; `false`: not at all. */
const address = z.union([z.string().max(100), z.literal(false)]).transform((text, context): ListenAddress | false => {
  if (text === false) return false;
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([0-9.]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2] ?? '';
  const port = Number(match?.[3] ?? Number.NaN);
  if (isIP(host) !== 0 && port <= 65_535) return { host, port };
  context.addIssue({ code: 'custom', message: 'not an address with port, such as 127.0.0.1:5514 or [::1]:5514' });
  return z.NEVER;
});

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const network = z.string().refine(isNetwork, 'not a network such as 192.0.2.0/24 or 2001:db8::/32');

/** An address, or an address and the length of its prefix. */
export function isNetwork(text: string): boolean {
  const [host = '', prefix, ...more] = text.split('/');
  const bits = isIP(host) === 4 ? 32 : 128;
  return (
    isIP(host) !== 0 &&
    more.length === 0 &&
    (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
  );
}

export const SyslogSettings = settingsOf('syslog')
  .extend({
    udp: address.prefault('127.0.0.1:5514'),
    tcp: address.prefault('127.0.0.1:5514'),
    /** Networks that may send. Needed as soon as an address is not loopback. */
    allow: z.array(network).max(1000).default([]),
    /** Folder with the site's own packs, asked before the built-in ones. */
    packs: z.string().min(1).optional(),
    /** Other numbers for rules that count: `windows/password-spray: { atLeast: 20 }`. */
    thresholds: Thresholds,
    /** sources-observed.md: a stalled rsyslog with a disk queue opened 463 connections within 15 s. */
    maxConnections: z.number().int().min(1).max(60_000).default(4096),
    maxConnectionsPerPeer: z.number().int().min(1).max(60_000).default(1024),
    /** Quiet senders are normal; a dead one shows by TCP keep-alive. */
    idleMs: z.number().int().min(1000).default(3_600_000),
    /** One append per batch: long enough to gather, short enough not to be noticed. */
    batchMs: z.number().int().min(0).max(1000).default(3),
    /** What may wait for a slow or full log: beyond it TCP senders are held and datagrams are dropped and counted. */
    maxWaitingBytes: z
      .number()
      .int()
      .min(65_536)
      .default(16 * mebibyte),
    /** sources-observed.md: a pause of 1 s fills the default buffer with 277 datagrams. */
    receiveBufferBytes: z
      .number()
      .int()
      .min(65_536)
      .default(8 * mebibyte),
  })
  .superRefine((settings, context) => {
    for (const path of ['udp', 'tcp'] as const) {
      const at = settings[path];
      if (at !== false && !isLoopback(at.host) && settings.allow.length === 0) {
        context.addIssue({
          code: 'custom',
          path: ['allow'],
          message: `${path} listens beyond loopback: name the networks that may send`,
        });
      }
    }
  });
export type SyslogSettings = z.infer<typeof SyslogSettings>;

export function isLoopback(host: string): boolean {
  return host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
