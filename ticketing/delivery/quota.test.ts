import { expect, it } from 'vitest';
import { afterSending, noneSent, waitFor } from './quota.ts';

it('lets four fifths through, keeps the rest for what is urgent, and forgets after a minute', () => {
  let quota = noneSent(10);
  for (let n = 0; n < 8; n += 1) {
    expect(waitFor(quota, false, n)).toBeNull();
    quota = afterSending(quota, n);
  }
  expect(waitFor(quota, false, 8)).toBe(60_000);
  expect(waitFor(quota, true, 8)).toBeNull();
  for (let n = 8; n < 10; n += 1) quota = afterSending(quota, n);
  expect(waitFor(quota, true, 10)).toBe(60_000);
  expect(waitFor(quota, true, 60_000)).toBeNull();
  expect(waitFor(quota, false, 60_002)).toBeNull();
  expect(afterSending(quota, 200_000).sent).toEqual([200_000]);
});

it('lets one through however small the quota', () => {
  const quota = noneSent(1);
  expect(waitFor(quota, false, 0)).toBeNull();
  expect(waitFor(afterSending(quota, 0), true, 1)).toBe(60_000);
});
