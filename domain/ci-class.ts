// Classes of CIs that more than one room tells apart.

/** One thing that one can touch, and that tells of itself only. */
export const applianceClasses: readonly string[] = [
  'switch',
  'router',
  'firewall',
  'loadbalancer',
  'storage',
  'printer',
  'power',
];
