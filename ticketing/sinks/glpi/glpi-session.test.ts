import { expect, it } from 'vitest';
import { opening } from '../../../tests/contracts/ticket-sink.ts';
import { openFake } from '../../../tests/fakes/open-fake.ts';
import { ToldClock } from '../../../runtime/clock/told-clock.ts';

it.each([{ appToken: 'wrong' }, { userToken: 'wrong' }])(
  'a login that is refused says that it is locked out, without the tokens, and when it is tried again: %j',
  async (wrong) => {
    const clock = new ToldClock(1_000);
    const bench = await openFake('glpi', { ...wrong, timeoutMs: 500 }, clock);
    const outcome = await bench.sink.create(opening());
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'glpi-locked-out', systemic: true, retryAfterMs: 60_000 });
    expect(JSON.stringify(outcome)).not.toMatch(/wrong|-of-the-fake/);
    expect(await bench.sink.create(opening())).toMatchObject({ code: 'glpi-locked-out', retryAfterMs: 60_000 });
    expect(bench.fake.countOf('GET', /^initSession$/)).toBe(1);
    clock.advanceTo(61_000);
    bench.fake.fail({ on: /./, does: { kind: 'status', status: 200, body: '<html>login</html>' } });
    expect(await bench.sink.create(opening())).toMatchObject({ outcome: 'failed', code: 'glpi-not-an-api' });
    await bench.stop();
  },
);
