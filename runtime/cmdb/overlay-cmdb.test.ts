import { expect, it } from 'vitest';
import { Cmdb } from '../../domain/cmdb.ts';
import { CmdbOverlay, overlayCmdb } from './overlay-cmdb.ts';

const read = Cmdb.parse({
  version: 1,
  cis: [{ id: 'computer-1', class: 'server', name: 'srv-001', aliases: ['SN1'], criticality: 'high' }],
  services: [{ id: 'appliance-1', name: 'VoIP core' }],
  relations: [{ from: 'appliance-1', to: 'computer-1', type: 'depends_on' }],
});

it('changes what the file says and nothing else', () => {
  const file = CmdbOverlay.parse({
    version: 1,
    cis: [{ id: 'computer-1', aliases: ['192.0.2.1'], environment: 'test' }],
    services: [{ id: 'appliance-1', users: 400, criticality: 'critical' }],
    relations: [{ from: 'appliance-1', to: 'computer-1', type: 'depends_on' }],
  });
  const { cis, services, relations } = overlayCmdb(read, file);
  expect(cis).toEqual([{ ...read.cis[0], aliases: ['SN1', '192.0.2.1'], environment: 'test' }]);
  expect(services).toEqual([{ ...read.services[0], users: 400, criticality: 'critical' }]);
  expect(relations).toHaveLength(1);
});

it('adds what only the file knows, with the usual defaults', () => {
  const file = CmdbOverlay.parse({ version: 1, cis: [{ id: 'core', class: 'switch' }] });
  expect(overlayCmdb(read, file).cis.map(({ id, criticality }) => [id, criticality])).toEqual([
    ['computer-1', 'high'],
    ['core', 'medium'],
  ]);
});

it('refuses a word that it does not know, and a new entry without what it needs', () => {
  expect(() => CmdbOverlay.parse({ version: 1, cis: [{ id: 'a', colour: 'red' }] })).toThrow('colour');
  const nameless = CmdbOverlay.parse({ version: 1, services: [{ id: 'new' }] });
  expect(() => overlayCmdb(read, nameless)).toThrow('name');
});
