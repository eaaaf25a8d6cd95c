import { expect, test } from 'vitest';
import { z } from 'zod';
import { plainIssue } from './plain-issue.ts';

const door = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('zabbix') }),
  z.strictObject({ type: z.literal('generic') }),
]);

test.each<[z.ZodType, unknown, string]>([
  [z.string(), undefined, 'is missing'],
  [z.string(), 5, 'must be a text, and is a number'],
  [z.number(), 'many', 'must be a number, and is a text'],
  [z.object({}), [], 'must be an object, and is a list'],
  [z.array(z.string()), null, 'must be a list, and is empty'],
  [z.enum(['en', 'fr']), 'de', '"de" is none of en, fr'],
  [z.enum(['en', 'fr']), undefined, 'is missing: one of en, fr'],
  [z.literal('desk'), 'dusk', 'must be desk, and is "dusk"'],
  [z.enum(['en', 'fr']), `\u001b[31m${'x'.repeat(80)}`, `"\\u001b[31m${'x'.repeat(35)}…" is none of en, fr`],
  [door, { type: 'zabix' }, '"zabix" is none of zabbix, generic'],
  [door, {}, 'is missing: one of zabbix, generic'],
  [door, null, 'must be an object, and is empty'],
  [z.string().min(1), '', 'is empty'],
  [z.string().max(3), 'long', 'must have at most 3 characters'],
  [z.number().max(65_535), 99_999, 'must be at most 65535'],
  [z.number().positive(), 0, 'must be more than 0'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.array(z.number()).min(1), [], 'must have at least 1 entry'],
  [z.array(z.number()).length(3), [1], 'must have exactly 3 entries'],
  [z.iso.datetime(), 'yesterday', 'must be a time such as 2026-11-28T10:00:00Z'],
  [z.url(), 'nope', 'must be an address such as https://example.net'],
  [z.string().refine(() => false, 'words of the schema'), 'x', 'words of the schema'],
])('%#', (schema, input, message) => {
  expect(schema.safeParse(input, { error: plainIssue }).error?.issues[0]?.message).toBe(message);
});
