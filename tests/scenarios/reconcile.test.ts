// What the reconciler finds every five minutes, and what it makes of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minuteMs, TwoWayHouse } from './two-way-house.ts';

let house: TwoWayHouse;

beforeEach(async () => {
  house = await TwoWayHouse.open();
});
afterEach(() => house.close());

/** The first create is answered only when released, long after its quarantine: by then a second one stands. */
async function doubled(): Promise<void> {
  const { sink } = house.system;
  let release = (): void => undefined;
  let calls = 0;
  sink.pause = () => (calls++ === 0 ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve());
  await house.say('db-01', 'disk');
  await house.pass(minuteMs);
  expect(sink.tickets.size).toBe(1);
  release();
  await house.settle();
  expect(sink.tickets.size).toBe(2);
}

const open = (): string[] =>
  [...house.system.sink.tickets.values()].filter((ticket) => ticket.open).map(({ id }) => id);

describe('one key twice', () => {
  it('keeps the older, links the other to it and resolves it, within five minutes, and says so once', async () => {
    await doubled();
    await house.pass(5 * minuteMs);
    expect(open()).toEqual(['F-1']);
    expect(house.system.sink.tickets.get('F-2')).toMatchObject({ linkedTo: ['F-1'] });
    expect(house.system.sink.tickets.get('F-2')?.said.at(-1)?.text).toContain('Work goes on in F-1.');
    await house.pass(20 * minuteMs);
    expect((await house.reasons()).filter((reason) => reason === 'ticket-duplicate')).toHaveLength(1);
  });

  it('keeps the one that a person touched, and goes on telling that one', async () => {
    await doubled();
    house.system.touch('F-2', { assignee: 'Anna' });
    await house.pass(6 * minuteMs);
    expect(open()).toEqual(['F-2']);
    await house.say('db-01', 'disk', 'ok');
    await house.pass(12 * minuteMs);
    expect(open()).toEqual([]);
    expect(house.system.sink.tickets.get('F-2')?.said.at(-1)?.op).toBe('resolve');
  });

  it('tries again where the system fails, and does nothing twice', async () => {
    await doubled();
    house.system.sink.whim = (method) => (method === 'merge' ? 'busy' : 'fine');
    await house.pass(6 * minuteMs);
    expect(open()).toHaveLength(2);
    house.system.sink.whim = () => 'fine';
    await house.pass(6 * minuteMs);
    expect(open()).toEqual(['F-1']);
  });
});

describe('a resolve that did not take', () => {
  it('is sent again, at most three times', async () => {
    await house.say('db-01', 'disk');
    await house.pass(minuteMs);
    await house.say('db-01', 'disk', 'ok');
    const { sink } = house.system;
    const resolve = sink.resolve.bind(sink);
    sink.resolve = async (call) => {
      const outcome = await resolve(call);
      for (const ticket of sink.tickets.values()) ticket.open = true;
      return outcome;
    };
    await house.pass(30 * minuteMs);
    expect((await house.ops()).filter((op) => op === 'resolve')).toHaveLength(4);
    sink.resolve = resolve;
  });
});

it('says that a ticket carries a key that nobody knows, and leaves it alone', async () => {
  await house.say('db-01', 'disk');
  await house.pass(minuteMs);
  const stray = { ...house.system.sink.tickets.get('F-1')!, id: 'F-9', key: 'Z'.repeat(26) };
  house.system.sink.tickets.set('F-9', stray);
  await house.pass(6 * minuteMs);
  expect(house.troubles).toEqual(['ticket-orphan']);
  expect(open()).toEqual(['F-1', 'F-9']);
});
