// Decides which addresses may send syslog: loopback, and the networks that the site named.
import { BlockList, isIP } from 'node:net';
import { isLoopback } from './syslog-settings.ts';

/** `::ffff:192.0.2.1`, as a dual-stack socket names an IPv4 sender, is 192.0.2.1. */
export function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address);
  return mapped?.[1] ?? address.replace(/%.*$/, '');
}

export function allowedNetworks(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [host = '', prefix] = network.split('/');
    const family = isIP(host) === 4 ? 'ipv4' : 'ipv6';
    list.addSubnet(host, prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix), family);
  }
  return (address) => {
    const family = isIP(address);
    if (family === 0) return false;
    return isLoopback(address) || list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}
