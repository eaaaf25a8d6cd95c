import { describe, expect, it } from 'vitest';
import type { HttpReply } from './sink-http.ts';
import { judgeReply } from './sink-reply.ts';
import type { Dialect, SinkReply } from './sink-reply.ts';

const dialect: Dialect = {
  system: 'x',
  problem: (json) => (typeof json === 'object' && json !== null && 'error' in json ? String(json.error) : null),
  isLockedOut: (status) => status === 401,
};
const answer = (status: number, more: Partial<HttpReply & { kind: 'answer' }> = {}): HttpReply => ({
  kind: 'answer',
  status,
  json: {},
  form: 'json',
  headers: {},
  retryAfterMs: null,
  ...more,
});
const page = { json: undefined, form: 'other' } as const;
const nothing = { json: undefined, form: 'empty' } as const;

describe('a reply', () => {
  const cases: readonly [string, HttpReply, Partial<SinkReply>, Partial<SinkReply>][] = [
    ['200', answer(200), { kind: 'ok' }, { kind: 'ok' }],
    ['204', answer(204, nothing), { kind: 'ok' }, { kind: 'ok' }],
    ['200 with a problem', answer(200, { json: { error: 'no' } }), { kind: 'refused' }, { kind: 'refused' }],
    ['200 empty', answer(200, nothing), { code: 'x-not-an-api' }, { kind: 'lost', code: 'empty-answer' }],
    ['200, a page', answer(200, page), { code: 'x-not-an-api' }, { kind: 'lost' }],
    ['302', answer(302, nothing), { code: 'x-moved' }, { code: 'x-moved' }],
    ['401', answer(401), { code: 'x-locked-out' }, { code: 'x-locked-out' }],
    ['401, a page', answer(401, page), { code: 'x-locked-out' }, { code: 'x-locked-out' }],
    ['404', answer(404), { kind: 'refused', status: 404 }, { kind: 'refused', status: 404 }],
    ['404 empty', answer(404, nothing), { kind: 'refused' }, { kind: 'refused' }],
    ['404, a page of another site', answer(404, page), { code: 'x-not-an-api' }, { code: 'x-not-an-api' }],
    ['408', answer(408), { code: 'x-ill' }, { kind: 'lost', code: 'http-408' }],
    ['429', answer(429, { retryAfterMs: 7 }), { code: 'x-busy', retryAfterMs: 7 }, { code: 'x-busy' }],
    ['500', answer(500, page), { code: 'x-ill' }, { kind: 'lost', code: 'http-500' }],
    ['not sent', { kind: 'not-sent', code: 'E' }, { code: 'x-unreachable' }, { code: 'x-unreachable' }],
    ['lost', { kind: 'lost', code: 'E' }, { code: 'x-silent' }, { kind: 'lost', code: 'E' }],
  ];
  it.each(cases)('%s', (_name, reply, toRead, toChange) => {
    expect(judgeReply(reply, { dialect, changes: false })).toMatchObject(toRead);
    expect(judgeReply(reply, { dialect, changes: true })).toMatchObject(toChange);
  });
});
