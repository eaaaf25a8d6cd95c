import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { resolveSecret, SecretReference } from './resolve-secret.ts';
import { Secret } from './secret.ts';

const canary = 'canary-7f3a';

test('a secret shows itself nowhere', () => {
  const secret = new Secret(canary);
  const shown = [
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect(secret, { showHidden: true }),
  ];
  for (const text of shown) expect(text).not.toContain(canary);
  expect(secret.reveal()).toBe(canary);
});

test('references are resolved from the environment and from files beside the configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-secret-'));
  writeFileSync(join(folder, 'token'), `${canary}\n`);
  const place = { folder, env: { TOKEN: canary, EMPTY: '' }, at: 'sources.a.token' };
  expect(resolveSecret('${env:TOKEN}', place).reveal()).toBe(canary);
  expect(resolveSecret('${file:token}', place).reveal()).toBe(canary);
  for (const missing of ['${env:OTHER}', '${env:EMPTY}', '${file:other}']) {
    expect(() => resolveSecret(missing, place)).toThrow(
      expect.objectContaining({ code: 'secret-missing', at: place.at }),
    );
  }
  expect(() => resolveSecret(canary, place)).toThrow(expect.objectContaining({ code: 'secret-plain' }));
});

test.each(['plain', '${env:}', '${env:A}b', '${shell:rm}', '${env:A${env:B}}'])('%s is no reference', (text) => {
  expect(SecretReference.safeParse(text).success).toBe(false);
});
