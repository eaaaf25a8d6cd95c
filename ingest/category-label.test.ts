import { expect, test } from 'vitest';
import { categoryOf } from './category-label.ts';

test.each([
  [{ category: 'security' }, { category: 'security' }],
  [{ category: ' Network ' }, { category: 'network' }],
  [{ category: 'payments' }, {}],
  [{ category: '' }, {}],
  [{ severity: 'high' }, {}],
])('%j gives %j', (labels, category) => {
  expect(categoryOf(labels as Record<string, string>)).toEqual(category);
});
