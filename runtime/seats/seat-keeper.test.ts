import { expect, test } from 'vitest';
import { AdapterError, InvariantError } from '../../domain/errors.ts';
import { ToldClock } from '../clock/told-clock.ts';
import { SeatKeeper } from './seat-keeper.ts';
import type { Occupant } from './seat-keeper.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Sitter extends Occupant {
  readonly partition: number;
  readonly fall: (why: unknown) => void;
}

function keeping(over: { occupy?: (partition: number) => Promise<void>; mayTake?: () => boolean } = {}): {
  keeper: SeatKeeper<Sitter>;
  told: string[];
  sitters: Sitter[];
  pass: (ms: number) => Promise<void>;
} {
  const pace = new ToldClock(0);
  const told: string[] = [];
  const sitters: Sitter[] = [];
  const keeper = new SeatKeeper<Sitter>({
    pace,
    mayTake: over.mayTake ?? (() => true),
    onLost: ({ partition, code }) => told.push(`lost ${partition}: ${code}`),
    occupy: async (partition) => {
      await over.occupy?.(partition);
      told.push(`takes ${partition}`);
      const { promise, reject } = Promise.withResolvers<never>();
      promise.catch(() => undefined);
      const stop = async (): Promise<void> => void told.push(`leaves ${partition}`);
      const sitter = { partition, done: promise, fall: reject, stop };
      sitters.push(sitter);
      return sitter;
    },
  });
  const pass = async (ms: number): Promise<void> => {
    pace.advanceTo(pace.now() + ms);
    await settled();
  };
  return { keeper, told, sitters, pass };
}

test('takes what is ours, leaves what is not, and touches nothing else', async () => {
  const { keeper, told } = keeping();
  keeper.hold([0, 1]);
  await keeper.tried();
  keeper.hold([1, 2]);
  await keeper.tried();
  await settled();
  expect(told.sort()).toEqual(['leaves 0', 'takes 0', 'takes 1', 'takes 2']);
  expect([...keeper.occupants().keys()].sort()).toEqual([1, 2]);
  await keeper.stop();
  expect(keeper.occupants().size).toBe(0);
});

test.each(['epoch-fenced', 'state-lost'])('a seat that is still ours is taken again after %s', async (code) => {
  const { keeper, told, sitters, pass } = keeping();
  keeper.hold([3]);
  await keeper.tried();
  sitters[0]?.fall(new AdapterError(code, 'another was quicker'));
  await settled();
  expect(told).toEqual(['takes 3', 'leaves 3', `lost 3: ${code}`]);
  await pass(999);
  expect(told).toHaveLength(3);
  await pass(1);
  expect(told.at(-1)).toBe('takes 3');
  await keeper.stop();
});

test('a part outside that is away is waited for', async () => {
  let isAway = true;
  const { keeper, told, pass } = keeping({
    occupy: async () => {
      if (isAway) throw new AdapterError('state-unreachable', 'no answer', { retryable: true });
    },
  });
  keeper.hold([0]);
  await keeper.tried();
  isAway = false;
  await pass(1_000);
  expect(told).toEqual(['lost 0: state-unreachable', 'takes 0']);
  await keeper.stop();
});

test('a defect ends the whole', async () => {
  const { keeper, sitters } = keeping();
  keeper.hold([0]);
  await keeper.tried();
  const defect = new InvariantError('defect', 'broken');
  sitters[0]?.fall(defect);
  await expect(keeper.failed).rejects.toBe(defect);
  await keeper.stop();
});

test('who may be believed dead takes nothing, until it is known to live', async () => {
  let isAlive = false;
  const { keeper, told, pass } = keeping({ mayTake: () => isAlive });
  keeper.hold([0]);
  await keeper.tried();
  await pass(5_000);
  expect(told).toEqual([]);
  isAlive = true;
  await pass(1_000);
  expect(told).toEqual(['takes 0']);
  await keeper.stop();
});

test('a seat given back and given again is taken after the work in hand', async () => {
  const { keeper, told } = keeping();
  keeper.hold([0]);
  await keeper.tried();
  keeper.hold([]);
  keeper.hold([0]);
  await keeper.tried();
  expect(told).toEqual(['takes 0', 'leaves 0', 'takes 0']);
  await keeper.stop();
});
