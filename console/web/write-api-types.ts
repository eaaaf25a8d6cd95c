// Writes src/api-types.ts from the OpenAPI page that the server answers with: `npm run api-types`.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { openApi } from '../api/openapi.ts';

const head =
  '// What the API answers, made by `npm run api-types` from its OpenAPI page: do not edit.\n/* eslint-disable */\n';
export const apiTypesFile = join(import.meta.dirname, 'src/api-types.ts');

export async function tellApiTypes(): Promise<string> {
  const page = openApi('0') as unknown as OpenAPI3;
  const types = await openapiTS(page, { alphabetize: true });
  const style = await resolveConfig(apiTypesFile);
  return format(head + astToString(types), { ...style, filepath: apiTypesFile });
}

if (import.meta.main) await writeFile(apiTypesFile, await tellApiTypes());
