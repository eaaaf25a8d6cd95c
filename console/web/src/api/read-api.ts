// How the pages ask the server: typed by its OpenAPI page, every failure an ApiFault with the server's code.
import { ApiFault, asApiFault } from './api-fault.ts';

const timeoutMs = 15_000;

function faultOf(status: number, body: unknown): ApiFault {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) {
    return new ApiFault(status, `http-${status}`, `HTTP ${status}`);
  }
  return new ApiFault(status, String(error.code), String(error.message));
}

async function ask(path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeoutMs) }).catch((thrown: unknown) => {
    throw asApiFault(thrown);
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw faultOf(response.status, body);
  return body;
}

export async function readJson<T>(path: string): Promise<T> {
  return (await ask(path, { headers: { accept: 'application/json' } })) as T;
}

export async function sendJson<T>(path: string, body: unknown): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  return (await ask(path, { method: 'POST', headers, body: JSON.stringify(body) })) as T;
}
