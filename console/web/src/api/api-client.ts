// How the pages ask the server: typed by its OpenAPI page, every failure an ApiFault with the server's code.
import createClient from 'openapi-fetch';
import type { paths } from '../api-types.ts';
import { ApiFault, asApiFault } from './api-fault.ts';

const timeoutMs = 15_000;

export const api = createClient<paths>({
  fetch: (request) => fetch(request, { signal: AbortSignal.timeout(timeoutMs) }),
});

function faultOf(status: number, body: unknown): ApiFault {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) {
    return new ApiFault(status, `http-${String(status)}`, `HTTP ${String(status)}`);
  }
  return new ApiFault(status, String(error.code), String(error.message));
}

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What the server answered. @throws ApiFault with the server's code, or `unreachable`. */
export async function answerOf<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await asked.catch((thrown: unknown) => {
    throw asApiFault(thrown);
  });
  if (!response.ok || data === undefined) throw faultOf(response.status, error);
  return data;
}
