// A generated CMDB of 200 hosts: ten clusters of nineteen around a database each, and ten hosts on their own.
import { Cmdb } from '../../domain/cmdb.ts';

export const clusters = 10;
export const clusterHosts = 19;
const loneHosts = 10;
const usersOfService = 40;

const ci = (id: string, kind: string): Record<string, unknown> => ({
  id,
  class: kind,
  name: `${id}.example.net`,
  site: 'dc1',
});

export const databaseOf = (cluster: number): string => `db-${cluster}`;
export const serverOf = (cluster: number, n: number): string => (n === 0 ? databaseOf(cluster) : `app-${cluster}-${n}`);
export const loneOf = (n: number): string => `lone-${n}`;

/** `extra` hosts stand alone besides, each of them `solo-N`. */
export function plantCmdb(extra = 0): Cmdb {
  const numbers = [...Array(clusters).keys()];
  const servers = numbers.map((cluster) => [...Array(clusterHosts).keys()].map((n) => serverOf(cluster, n)));
  const alone = [...[...Array(loneHosts).keys()].map(loneOf), ...[...Array(extra).keys()].map((n) => `solo-${n}`)];
  return Cmdb.parse({
    version: 1,
    sites: [{ id: 'dc1' }],
    teams: [{ id: 'ops' }],
    cis: [...servers.flat(), ...alone].map((id) => ci(id, 'server')),
    services: numbers.map((cluster) => ({
      id: `service-${cluster}`,
      name: `Service ${cluster}`,
      users: usersOfService,
    })),
    relations: numbers.flatMap((cluster) => [
      { from: `service-${cluster}`, to: `web-${cluster}`, type: 'depends_on' },
      ...(servers[cluster] ?? []).slice(1).map((from) => ({ from, to: databaseOf(cluster), type: 'depends_on' })),
    ]),
    groups: numbers.map((cluster) => ({ id: `web-${cluster}`, members: (servers[cluster] ?? []).slice(1), needs: 9 })),
  });
}
