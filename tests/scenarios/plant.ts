// A small site that scenarios share: eight servers on two access switches on one core, and a shop on four of them.

const servers = Array.from({ length: 8 }, (_, n) => `srv-${String(n + 1)}`);

export const plant = {
  cis: [
    { id: 'core', class: 'switch', criticality: 'critical', owner: 'network' },
    { id: 'acc-1', class: 'switch', criticality: 'high' },
    { id: 'acc-2', class: 'switch', criticality: 'high' },
    ...servers.map((id) => ({ id, class: 'server', criticality: 'medium' })),
    { id: 'shop-web', class: 'application', criticality: 'critical' },
    { id: 'lab-1', class: 'server', environment: 'test', criticality: 'critical' },
    { id: 'island', class: 'server', criticality: 'low' },
  ],
  services: [
    { id: 'shop', name: 'Web shop', criticality: 'critical', users: 1200 },
    { id: 'files', name: 'File share', criticality: 'medium', users: 40 },
  ],
  groups: [{ id: 'web-tier', members: ['srv-1', 'srv-2', 'srv-5', 'srv-6'], needs: 2 }],
  relations: [
    { from: 'acc-1', to: 'core', type: 'connected_to' },
    { from: 'acc-2', to: 'core', type: 'connected_to' },
    ...servers.map((id, n) => ({ from: id, to: n < 4 ? 'acc-1' : 'acc-2', type: 'connected_to' })),
    { from: 'shop', to: 'shop-web', type: 'depends_on' },
    { from: 'shop-web', to: 'web-tier', type: 'depends_on' },
    { from: 'files', to: 'srv-8', type: 'depends_on' },
  ],
};
