import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation } from '../../../tests/contracts/ticket-sink.ts';
import { appToken, FakeGlpi, userToken } from '../../../tests/fakes/glpi/glpi-server.ts';
import type { SinkCall } from '../../sink.ts';
import { Glpi } from '../glpi.ts';
import { GlpiConfig } from './glpi-config.ts';

let glpi: FakeGlpi;
let sink: Glpi;
const clock = { now: () => 1_000 };

const configured = (more: object = {}): GlpiConfig =>
  GlpiConfig.parse({ type: 'glpi', url: glpi.url, appToken, userToken, entity: 1, timeoutMs: 500, ...more });
const open = (name: string, cis: string[]): SinkCall => {
  const op = operation(name, 'open', 1);
  return { operation: { ...op, fields: { ...op.fields, cis } }, ticket: null, into: null, again: false };
};

beforeEach(async () => {
  glpi = await FakeGlpi.start();
  sink = new Glpi(configured(), clock);
});
afterEach(async () => {
  await sink.stop();
  await glpi.stop();
});

describe('assets of GLPI', () => {
  const linked = (id: number): object => glpi.store.tickets.get(id)!.items_id;

  it('links what GLPI knows by id or by exactly one name, and nothing that it does not', async () => {
    glpi.store.assets.push(
      { id: 12, name: 'web-01', itemtype: 'Computer' },
      { id: 3, name: 'sw-core-02', itemtype: 'NetworkEquipment' },
      { id: 7, name: 'twin', itemtype: 'Computer' },
      { id: 8, name: 'twin', itemtype: 'Computer' },
    );
    const cis = ['sw-core-02', 'computer-12', 'computer-99', 'twin', 'nowhere', '100%', '<b>', 'web-01'];
    await sink.create(open('alpha', cis));
    expect(linked(1)).toEqual({ NetworkEquipment: [3], Computer: [12, 12] });
    await sink.create(open('beta', cis));
    expect(glpi.countOf('GET', /^search\/AllAssets/)).toBe(5);
  });

  it('asks nothing where the site links none', async () => {
    await sink.stop();
    sink = new Glpi(configured({ linkAssets: false }), clock);
    await sink.create(open('alpha', ['sw-core-02']));
    expect(glpi.countOf('GET', /^search\/AllAssets/)).toBe(0);
  });

  it('opens the ticket though GLPI does not say what it knows', async () => {
    glpi.fail({ on: /AllAssets/, does: { kind: 'status', status: 403, body: ['ERROR_RIGHT_MISSING', ''] } });
    expect(await sink.create(open('alpha', ['sw-core-02']))).toMatchObject({ outcome: 'done' });
    expect(linked(1)).toEqual({});
  });
});
