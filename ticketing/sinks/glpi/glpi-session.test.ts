import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation } from '../../../tests/contracts/ticket-sink.ts';
import { appToken, FakeGlpi, userToken } from '../../../tests/fakes/glpi/glpi-server.ts';
import type { SinkCall } from '../../sink.ts';
import { Glpi } from '../glpi.ts';
import { GlpiConfig } from './glpi-config.ts';

let glpi: FakeGlpi;
let sink: Glpi;
let now: number;

const configured = (more: object): GlpiConfig =>
  GlpiConfig.parse({ type: 'glpi', url: glpi.url, appToken, userToken, entity: 1, timeoutMs: 500, ...more });
const open: SinkCall = { operation: operation('alpha', 'open', 1), ticket: null, into: null, again: false };

beforeEach(async () => {
  now = 1_000;
  glpi = await FakeGlpi.start();
});
afterEach(async () => {
  await sink.stop();
  await glpi.stop();
});

describe('a login that is refused', () => {
  it.each([{ appToken: 'wrong' }, { userToken: 'wrong' }])(
    'says that it is locked out, without the tokens: %j',
    async (wrong) => {
      sink = new Glpi(configured(wrong), { now: () => now });
      const outcome = await sink.create(open);
      expect(outcome).toMatchObject({
        outcome: 'failed',
        code: 'glpi-locked-out',
        systemic: true,
        retryAfterMs: 60_000,
      });
      expect(JSON.stringify(outcome)).not.toMatch(/wrong|-of-the-fake/);
      expect(await sink.create(open)).toMatchObject({ code: 'glpi-locked-out', retryAfterMs: 60_000 });
      expect(glpi.countOf('GET', /^initSession$/)).toBe(1);
      now += 60_000;
      glpi.fail({ on: /./, does: { kind: 'status', status: 200, body: '<html>login</html>' } });
      expect(await sink.create(open)).toMatchObject({ outcome: 'failed', code: 'glpi-not-an-api' });
    },
  );
});
