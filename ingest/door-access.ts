// Decides which source a call to the HTTP door speaks for, or why it may not.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpSource } from './adapters/registry.ts';

export interface Refused {
  readonly status: 401 | 403 | 404;
  readonly code: string;
  readonly message: string;
}
export type Access = { readonly source: HttpSource } | { readonly refused: Refused };

const missing: Refused = {
  status: 401,
  code: 'token-missing',
  message: 'this source needs its token: Bearer, or as Basic password',
};
const wrong: Refused = { status: 401, code: 'token-wrong', message: 'no source has this token' };
const foreign: Refused = {
  status: 403,
  code: 'token-of-another-source',
  message: 'this token belongs to another source',
};
const unknown: Refused = { status: 404, code: 'source-unknown', message: 'no source of this name takes webhooks' };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export class DoorAccess {
  readonly #sources: ReadonlyMap<string, HttpSource>;
  readonly #tokens: readonly { readonly digest: Buffer; readonly source: HttpSource }[];

  constructor(sources: readonly HttpSource[]) {
    this.#sources = new Map(sources.map((source) => [source.profile.name, source]));
    this.#tokens = sources.flatMap((source) =>
      source.token === null ? [] : [{ digest: digest(source.token), source }],
    );
  }

  /** `POST /ingest/<name>`. */
  ofName(name: string, authorization: string | undefined): Access {
    const token = tokenOf(authorization);
    const bearer = this.#ownerOf(token);
    const source = this.#sources.get(name);
    if (source === undefined) return { refused: unknown };
    return admit(source, token, bearer);
  }

  /** `POST /api/v2/alerts`: the source of type prometheus whose token it carries, else the one named `prometheus`. */
  ofAlertsApi(authorization: string | undefined): Access {
    const token = tokenOf(authorization);
    const bearer = this.#ownerOf(token);
    if (bearer !== null) return bearer.adapter.type === 'prometheus' ? { source: bearer } : { refused: foreign };
    const named = this.#sources.get('prometheus');
    if (named?.adapter.type === 'prometheus') return admit(named, token, null);
    const mayCome = this.#tokens.some(({ source }) => source.adapter.type === 'prometheus');
    if (!mayCome) return { refused: unknown };
    return { refused: token === null ? missing : wrong };
  }

  /** Looks at every token, whichever fits: the same time for a right and a wrong one. */
  #ownerOf(token: string | null): HttpSource | null {
    const given = digest(token ?? '');
    let owner: HttpSource | null = null;
    for (const { digest: known, source } of this.#tokens) if (timingSafeEqual(known, given)) owner = source;
    return token === null ? null : owner;
  }
}

function admit(source: HttpSource, token: string | null, bearer: HttpSource | null): Access {
  if (bearer !== null && bearer !== source) return { refused: foreign };
  if (source.token === null || bearer === source) return { source };
  return { refused: token === null ? missing : wrong };
}

/** The Bearer token, or the password of Basic credentials; null if there is none. */
function tokenOf(authorization: string | undefined): string | null {
  const [, scheme = '', credentials = ''] = /^(bearer|basic) +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? null : pair.slice(colon + 1);
}
