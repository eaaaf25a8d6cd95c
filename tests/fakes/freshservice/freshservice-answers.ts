// What the fake Freshservice says: refusals as documented, texts without markup, times without fractions.
import type { FakeAnswer } from '../fake-system.ts';

export const missing: FakeAnswer = { status: 404, body: undefined };

export const invalid = (field: string, message: string): FakeAnswer => ({
  status: 400,
  body: { description: 'Validation failed', errors: [{ field, message, code: 'invalid_value' }] },
});

export const plain = (html: string): string =>
  html
    .replace(/<\/p>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;/g, "'")
    .replace(/&amp;/g, '&')
    .trim();

export const stamp = (at: number): string => new Date(Math.floor(at / 1_000) * 1_000).toISOString().replace('.000', '');
