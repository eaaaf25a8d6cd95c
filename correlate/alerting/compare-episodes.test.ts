import { describe, expect, it } from 'vitest';
import { compareEpisodes } from './compare-episodes.ts';

describe('compareEpisodes', () => {
  it.each([
    [null, '5', 'same'],
    ['5', null, 'same'],
    ['5', '5', 'same'],
    ['05', '5', 'same'],
    ['6', '5', 'newer'],
    ['5', '6', 'older'],
    ['100', '99', 'newer'],
    ['18446744073709551615', '18446744073709551614', 'newer'],
    ['1800000000000', '1800000014999', 'same'],
    ['1800000014999', '1800000000000', 'same'],
    ['1800000015000', '1800000000000', 'newer'],
    ['1800000000000', '1800000015000', 'older'],
  ] as const)('%s told, %s known: %s', (told, known, order) => {
    expect(compareEpisodes({ episode: told, at: 0 }, { episode: known, at: 0 })).toBe(order);
  });

  it('orders keys that are no numbers by time', () => {
    expect(compareEpisodes({ episode: 'b', at: 2 }, { episode: 'a', at: 1 })).toBe('newer');
    expect(compareEpisodes({ episode: 'b', at: 1 }, { episode: 'a', at: 1 })).toBe('older');
    expect(compareEpisodes({ episode: '9'.repeat(400), at: 1 }, { episode: '1', at: 1 })).toBe('older');
  });
});
