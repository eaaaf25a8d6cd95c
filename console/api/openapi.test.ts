import { describe, expect, it } from 'vitest';
import { toldConsole } from '../../tests/fakes/told-console.ts';
import { openApi } from './openapi.ts';

interface Page {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  readonly components: { readonly schemas: Record<string, object> };
}
const page = openApi('0.1.0') as unknown as Page;
const operations = Object.entries(page.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

describe('openApi', () => {
  it('is version 3.1, every operation named once with its answer and its fault', () => {
    expect(page.openapi).toBe('3.1.0');
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { responses } of operations) {
      expect(Object.keys(responses)).toHaveLength(2);
      expect(responses).toHaveProperty('default');
    }
  });

  it('refers only to schemas that it holds', () => {
    const refs = [...JSON.stringify(page).matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref]) => ref ?? '');
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs) expect(page.components.schemas).toHaveProperty([ref.replace('#/components/schemas/', '')]);
  });

  it('carries no marks of the schema library', () => {
    for (const schema of Object.values(page.components.schemas)) {
      expect(schema).not.toHaveProperty('$schema');
      expect(schema).not.toHaveProperty('$id');
    }
  });

  it('names every route of /api/v1 that is served, and no other', async () => {
    const { app } = await toldConsole();
    for (const { path, method } of operations) {
      const url = path.replace('{id}', ':id');
      expect({ url, served: app.hasRoute({ url, method: method.toUpperCase() }) }).toEqual({
        url,
        served: true,
      });
    }
    const served = await app.inject({ method: 'GET', url: '/api/v1/openapi.json' });
    expect(served.json()).toEqual(JSON.parse(JSON.stringify(page)));
    await app.close();
  });
});
