import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { opening } from '../../../tests/contracts/ticket-sink.ts';
import type { FakeGlpi } from '../../../tests/fakes/glpi/glpi-server.ts';
import { openFake } from '../../../tests/fakes/open-fake.ts';
import type { OpenFake } from '../../../tests/fakes/open-fake.ts';

let bench: OpenFake<FakeGlpi>;
let glpi: FakeGlpi;

beforeEach(async () => {
  bench = await openFake('glpi', { timeoutMs: 500 });
  glpi = bench.fake;
});
afterEach(() => bench.stop());

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
    await bench.sink.create(opening('alpha', { cis }));
    expect(linked(1)).toEqual({ NetworkEquipment: [3], Computer: [12, 12] });
    await bench.sink.create(opening('beta', { cis }));
    expect(glpi.countOf('GET', /^search\/AllAssets/)).toBe(5);
  });

  it('asks nothing where the site links none', async () => {
    await bench.reconfigure({ linkAssets: false });
    await bench.sink.create(opening('alpha', { cis: ['sw-core-02'] }));
    expect(glpi.countOf('GET', /^search\/AllAssets/)).toBe(0);
  });

  it('opens the ticket though GLPI does not say what it knows', async () => {
    glpi.fail({ on: /AllAssets/, does: { kind: 'status', status: 403, body: ['ERROR_RIGHT_MISSING', ''] } });
    expect(await bench.sink.create(opening('alpha', { cis: ['sw-core-02'] }))).toMatchObject({ outcome: 'done' });
    expect(linked(1)).toEqual({});
  });
});
