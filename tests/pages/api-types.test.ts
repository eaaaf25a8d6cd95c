// The pages' types are those that the server's OpenAPI page gives today.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apiTypesFile, tellApiTypes } from '../../console/web/write-api-types.ts';

it('are as `npm run api-types` would write them', async () => {
  expect(readFileSync(apiTypesFile, 'utf8')).toBe(await tellApiTypes());
});
