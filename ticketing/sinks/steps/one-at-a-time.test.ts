import { expect, it } from 'vitest';
import { OneAtATime } from './one-at-a-time.ts';

it('keeps the order of each name, and names apart', async () => {
  const gate = new OneAtATime();
  const told: string[] = [];
  const act = (name: string) => async (): Promise<string> => {
    told.push(`${name} begins`);
    await Promise.resolve();
    told.push(`${name} ends`);
    return name;
  };
  const all = [gate.do('a', act('a1')), gate.do('a', act('a2')), gate.do('b', act('b1'))];
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1']);
  expect(told.filter((line) => line.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends']);
  expect(told.indexOf('b1 begins')).toBeLessThan(told.indexOf('a2 begins'));
});

it('goes on after a failure', async () => {
  const gate = new OneAtATime();
  const failed = gate.do('a', () => Promise.reject(new Error('no')));
  const after = gate.do('a', () => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  expect(await after).toBe('yes');
});
