// Decides whether a call may come from where it comes from: no foreign page may make a browser speak to us.
import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorBody } from './http-errors.ts';

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface Caller {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Path and query. */
  readonly url: string;
}

/** A page whose links carry their own proof: its path, and the address under which people reach it. */
export interface PublicPage {
  readonly url: string;
  readonly path: string;
}

export interface ServedNames {
  /** Served without login, so a name that an attacker's DNS points at us must not do (rebinding). */
  readonly isLoopbackOnly: boolean;
  readonly publicPage: PublicPage | null;
}

export interface Barred {
  readonly status: 403 | 421;
  readonly body: ErrorBody;
}

const bar = (status: Barred['status'], code: string, message: string): Barred => ({
  status,
  body: { error: { code, message } },
});

function isPublic({ headers, url }: Caller, page: PublicPage | null): boolean {
  if (page === null || url.split('?', 1)[0] !== page.path) return false;
  return originHost(page.url) === headers.host?.toLowerCase();
}

export function barCaller(caller: Caller, { isLoopbackOnly, publicPage }: ServedNames): Barred | null {
  const { method, headers } = caller;
  if (isLoopbackOnly && !loopbackHost.test(headers.host ?? '') && !isPublic(caller, publicPage)) {
    return bar(421, 'host-unknown', 'without login, only localhost, 127.0.0.1 and [::1] are served');
  }
  if (harmless.has(method)) return null;
  if (headers.origin !== undefined) {
    return originHost(headers.origin) === headers.host?.toLowerCase()
      ? null
      : bar(403, 'origin-foreign', 'this call comes from a page of another site');
  }
  return isBrowser(headers) ? bar(403, 'origin-missing', 'a browser must say from which page it calls') : null;
}

/** Host with port as a Host header has it; null for `null` and what is no origin. */
function originHost(origin: string): string | null {
  return /^https?:\/\/([^/\s]+)$/i.exec(origin)?.[1]?.toLowerCase() ?? null;
}

/** Sources have neither: Zabbix sends no user agent, Prometheus and Alertmanager their own. */
function isBrowser(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-site'] !== undefined || /^mozilla\//i.test(headers['user-agent'] ?? '');
}
