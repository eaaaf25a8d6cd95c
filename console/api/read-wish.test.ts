import { expect, test } from 'vitest';
import { CommandRequest } from './command-contract.ts';
import { readWish } from './read-wish.ts';

const wishOf = (by: string, loginName?: string | null): string =>
  readWish({ body: { by, reason: 'on my way' }, ...(loginName === undefined ? {} : { loginName }) }, CommandRequest).by;

test.each([
  ['nobody logs in', 'Alice Martin', undefined, 'Alice Martin'],
  ['nobody was asked', 'Alice Martin', null, 'Alice Martin'],
  ['a login and a full name', 'Alice Martin', 'alice', 'Alice Martin (alice)'],
  ['the login itself', 'Alice ', 'alice', 'alice'],
  ['another one’s name bears the own login', 'alice', 'bob', 'alice (bob)'],
  ['a name that leaves no room', 'x'.repeat(200), 'bob', `${'x'.repeat(194)} (bob)`],
])('%s', (_case, by, login, signed) => {
  expect(wishOf(by, login)).toBe(signed);
});

test('what is missing is named', () => {
  expect(() => readWish({ body: { by: 'alice' } }, CommandRequest)).toThrow(
    expect.objectContaining({ code: 'bad-body', message: 'reason: is missing' }),
  );
});
