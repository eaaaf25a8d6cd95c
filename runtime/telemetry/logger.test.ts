import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { Secret } from '../config/secret.ts';
import { createLogger } from './logger.ts';

const canaries = ['canary-token-91c2', 'päss "word" & more/9', 'second-canary-0f0f'];

function logged(): { lines: string[]; destination: Writable } {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { lines, destination };
}

test('planted secrets appear in no line, whatever the key, the text or the spelling', () => {
  const { lines, destination } = logged();
  const log = createLogger({ level: 'trace', secrets: canaries.map((value) => new Secret(value)), destination });
  for (const canary of canaries) {
    log.info(`sent with ${canary}`);
    log.warn({ url: `http://x/?token=${encodeURIComponent(canary)}` }, 'call');
    log.error({ err: new Error(`refused: ${canary}`) }, 'failed');
    log.info({ header: `Basic ${Buffer.from(canary).toString('base64')}` });
    log.child({ [canary]: 1 }).debug({ deep: { a: [{ b: canary }] } });
  }
  const all = lines.join('');
  expect(lines).toHaveLength(15);
  for (const canary of canaries) {
    for (const spelling of [canary, JSON.stringify(canary).slice(1, -1), encodeURIComponent(canary)]) {
      expect(all).not.toContain(spelling);
    }
    expect(all).not.toContain(Buffer.from(canary).toString('base64').replace(/=+$/, ''));
  }
});

test('values under secret keys are redacted though nobody named them', () => {
  const { lines, destination } = logged();
  const log = createLogger({ level: 'info', secrets: [], destination });
  log.info({
    authorization: 'a-1',
    req: { headers: { authorization: 'a-2', 'App-Token': 'a-3' } },
    sink: { user_token: 'a-4' },
  });
  expect(lines.join('')).not.toMatch(/a-\d/);
  expect(lines.join('')).toContain('[redacted]');
});
