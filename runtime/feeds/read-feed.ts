// The text of a feed that another system keeps: a file, or an address that is polled; bounded in size and time.
import { readFileSync, statSync } from 'node:fs';
import { Agent, request } from 'undici';
import { AdapterError } from '../../domain/errors.ts';

export interface FeedPlace {
  /** A path, or `http:` or `https:`. */
  readonly from: string;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string | undefined;
}

/** A year of a large company's changes; what is larger is no feed but an archive. */
const mostBytes = 4 * 1_048_576;
const timeoutMs = 10_000;

export function isAddress(from: string): boolean {
  return /^https?:\/\//i.test(from);
}

/** @throws AdapterError `feed-unreachable` (retryable), `feed-refused`, `feed-too-large`. */
export async function readFeed(place: FeedPlace): Promise<string> {
  return isAddress(place.from) ? readAddress(place) : readFile(place.from);
}

function readFile(path: string): string {
  try {
    if (statSync(path).size > mostBytes) throw tooLarge(path);
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof AdapterError) throw cause;
    throw new AdapterError('feed-unreachable', `${path} cannot be read`, { at: path, retryable: true, cause });
  }
}

/** Follows no redirect: the token goes where the configuration says and nowhere else. */
async function readAddress({ from, token }: FeedPlace): Promise<string> {
  const dispatcher = new Agent({ connectTimeout: 5_000, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  const at = withoutSecrets(from);
  try {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const reply = await request(from, { dispatcher, headers, signal: AbortSignal.timeout(3 * timeoutMs) });
    if (reply.statusCode === 200) return await bounded(reply.body as AsyncIterable<Uint8Array>, at);
    await reply.body.dump();
    throw new AdapterError('feed-refused', `${at} answers ${String(reply.statusCode)}`, { at, retryable: true });
  } catch (cause) {
    if (cause instanceof AdapterError) throw cause;
    throw new AdapterError('feed-unreachable', `${at} does not answer`, { at, retryable: true, cause });
  } finally {
    await dispatcher.destroy();
  }
}

async function bounded(body: AsyncIterable<Uint8Array>, at: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge(at);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(at: string): AdapterError {
  return new AdapterError('feed-too-large', `${at} is larger than ${String(mostBytes / 1_048_576)} MB`, { at });
}

/** Calendars are often shared by an address that carries its secret in the query. */
function withoutSecrets(from: string): string {
  try {
    const { origin, pathname } = new URL(from);
    return origin + pathname;
  } catch {
    return 'the address';
  }
}
