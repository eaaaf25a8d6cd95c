// What the fake GLPI 11 says: errors as objects, refusals of its own rules as a 500, lists with their range.
import type { FakeAnswer } from '../fake-system.ts';

const error = (status: number, code: string, title: string, more: object = {}): FakeAnswer => ({
  status,
  body: { status: code, title, detail: null, ...more },
});

export const unauthenticated = error(401, 'ERROR_UNAUTHENTICATED', 'You are not authenticated');
export const badToken = error(400, 'ERROR_INVALID_PARAMETER', 'Invalid OAuth token');
export const badParameter = error(400, 'ERROR_INVALID_PARAMETER', 'One or more parameters are invalid');
export const forbidden = error(403, 'ERROR_RIGHT_MISSING', "You don't have permission to perform this action.");
export const notFound = error(404, 'ERROR_ITEM_NOT_FOUND', 'Not found');
/** Router.php: no such route, and not a word. */
export const noRoute: FakeAnswer = { status: 404, body: undefined };
export const accident: FakeAnswer = { status: 500, body: undefined };

/** `getCRUDErrorResponse`. */
export function notDone(action: 'create' | 'update', message: string): FakeAnswer {
  const told = { additional_messages: [{ priority: 'error', message }] };
  return error(500, 'ERROR_GENERIC', `Failed to ${action} item(s)`, told);
}

export const created = (id: number, path: string): FakeAnswer => ({
  status: 200,
  body: { id, href: `${path}/${String(id)}` },
  headers: { Location: `${path}/${String(id)}` },
});

/** `searchBySchema`: 206 as long as there is more; an empty list ends before it begins. */
export function listed(rows: readonly object[], query: URLSearchParams): FakeAnswer {
  const [start, limit] = [Number(query.get('start') ?? '0'), Number(query.get('limit') ?? '100')];
  const [last, total] = [Math.max(0, start + limit - 1), rows.length];
  const headers = { 'Content-Range': `${String(start)}-${String(last > total ? total - 1 : last)}/${String(total)}` };
  return { status: start + limit < total ? 206 : 200, body: rows.slice(start, start + limit), headers };
}

export const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;
