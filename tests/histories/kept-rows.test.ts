// A later version goes on from rows that an earlier one kept, or puts them away by their number: it never misreads them.
import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import { readHistories } from './history.ts';
import { goOnFrom, readKeptRows } from './kept-rows.ts';
import { decideAgain } from './replay-history.ts';

const kept = readKeptRows();
const history = readHistories().find(({ name }) => name === kept.history);
if (history === undefined) throw new Error(`${kept.history} is not recorded`);

describe('rows of this layout, kept earlier', () => {
  it('are of stages that have much to decide yet', async () => {
    const counts = kept.stages.map(async ({ stage, offset }) => {
      const { written } = await decideAgain(history, stage);
      return written.filter(isAfter(offset)).length;
    });
    expect((await Promise.all(counts)).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20);
  });

  it.each(kept.stages.map((stage) => [stage.stage, stage] as const))('%s decides on from them', async (name, stage) => {
    const whole = (await decideAgain(history, name)).written.filter(isAfter(stage.offset));
    const { written, putAway } = await goOnFrom(stage, history);
    expect(putAway).toEqual([]);
    expect(written).toEqual(whole);
  });

  it.each(kept.stages.map((stage) => [stage.stage, stage] as const))(
    '%s is made again from the log where rows say no number, or are none',
    async (name, stage) => {
      const whole = (await decideAgain(history, name)).written;
      const numberless = { ...stage, rows: stage.rows.filter(({ table }) => table !== 'rows-layout') };
      const torn = {
        ...stage,
        rows: stage.rows.map((row) => (row.table === 'rows-layout' ? row : { ...row, json: '[' })),
      };
      const [first, second] = [await goOnFrom(numberless, history), await goOnFrom(torn, history)];
      expect([first.putAway, second.putAway]).toEqual([['other-layout'], ['rows-unreadable']]);
      expect(first.written).toEqual(whole);
      expect(second.written).toEqual(whole);
    },
  );
});

const isAfter =
  (offset: number) =>
  ({ record: { from } }: Outgoing): boolean =>
    (from?.offset ?? 0) >= offset;
