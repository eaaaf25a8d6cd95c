// A short run of row 4: whatever Redis loses, the pipeline ends as a clean replay does.
import { expect, it } from 'vitest';
import { redisLost } from '../faults/rows/row-04-redis-lost.ts';
import { describeParts } from './part.ts';

describeParts('Redis that forgets', redisLost.missing, () => {
  it('is filled again from the log, to the same rows and the same records', async () => {
    const { counts, violations } = await redisLost.run({ seed: 4, scale: 'part' });
    expect(violations).toEqual([]);
    expect(counts['state-lost']).toBeGreaterThan(0);
    expect((counts['flush'] ?? 0) + (counts['kill'] ?? 0) + (counts['old-restore'] ?? 0)).toBeGreaterThan(1);
  });
});
