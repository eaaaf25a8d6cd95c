// One request to a ticketing system, bounded in time and size, and what may be believed of its end.
import { Agent, request } from 'undici';
import { callGivenUp } from '../../call-over.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type HttpReply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Undefined unless `form` is `json`. */
      readonly json: unknown;
      /** `other`: a page of a proxy, a login form, a torn text. */
      readonly form: 'json' | 'empty' | 'other';
      /** Lower-case names; those that came once. */
      readonly headers: Readonly<Record<string, string>>;
      readonly retryAfterMs: number | null;
    }
  /** Certainly nothing happened there. */
  | { readonly kind: 'not-sent'; readonly code: string }
  /** It may have been done. */
  | { readonly kind: 'lost'; readonly code: string };

/** Answers are a few kB; a page of comments may be larger. */
const maxReplyBytes = 4 * 1024 * 1024;

/** Failures before a byte of the request left. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function codeOf(thrown: unknown): string {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** Seconds only: a date would need a clock that agrees with the server's. At most an hour is believed. */
function retryAfterMs(value: string | string[] | undefined): number | null {
  const seconds = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : null;
  return seconds === null ? null : Math.min(seconds, 3_600) * 1_000;
}

function singleHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

async function boundedText(body: AsyncIterable<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxReplyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined: not JSON, or nothing at all. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export class SinkHttp {
  readonly #agent: Agent;

  /** Follows no redirect: tokens go where the configuration says and nowhere else. */
  constructor(timeoutMs: number, connections: number) {
    this.#agent = new Agent({
      connections,
      connectTimeout: Math.min(timeoutMs, 5_000),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  async send({ method, url, headers, body }: HttpRequest): Promise<HttpReply> {
    const signal = callGivenUp();
    if (signal?.aborted === true) return { kind: 'not-sent', code: 'call-given-up' };
    try {
      const asked = { method, headers, body: body ?? null, ...(signal && { signal }) };
      const reply = await request(url, { ...asked, dispatcher: this.#agent });
      const text = await boundedText(reply.body as AsyncIterable<Uint8Array>);
      if (text === null) return { kind: 'lost', code: 'reply-too-large' };
      const json = parsed(text);
      return {
        kind: 'answer',
        status: reply.statusCode,
        json,
        form: json !== undefined ? 'json' : text.trim() === '' ? 'empty' : 'other',
        headers: singleHeaders(reply.headers),
        retryAfterMs: retryAfterMs(reply.headers['retry-after']),
      };
    } catch (thrown) {
      const code = codeOf(thrown);
      return { kind: neverSent.has(code) ? 'not-sent' : 'lost', code };
    }
  }

  close(): Promise<void> {
    return this.#agent.close();
  }
}
