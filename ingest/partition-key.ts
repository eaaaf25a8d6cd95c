// Decides what keeps an alert's events in one partition: its host as the source names it, whatever the CMDB says.
import { isIP } from 'node:net';
import type { Event } from '../domain/event.ts';

const bracketed = /^\[([0-9a-f:.%]+)\](?::\d+)?$/;
const withPort = /^([^:]+):\d+$/;

/** Lower case, port and DNS suffix off, addresses whole; no host: the fingerprint. */
export function partitionKey({ host, fingerprint }: Pick<Event, 'host' | 'fingerprint'>, tenant: string): string {
  const name = hostName(host.trim().toLowerCase());
  return `${tenant}/${name === '' ? fingerprint : name}`;
}

function hostName(host: string): string {
  const bare = bracketed.exec(host)?.[1] ?? withPort.exec(host)?.[1] ?? host;
  if (isIP(bare) !== 0) return bare;
  return bare.split('.')[0] ?? bare;
}
