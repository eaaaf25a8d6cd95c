// Who logged in, where the site asks for a login: what a person signs bears that name, whatever else they write.
import { longestName } from './command-contract.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by whoever let the request in; null or absent: nobody was asked. */
    loginName?: string | null;
  }
}

/** `Alice Martin (alice)`; the login alone where it is what was written. */
export function signature(written: string, login: string | null | undefined): string {
  if (login === null || login === undefined) return written;
  if (written.trim().toLowerCase() === login.toLowerCase()) return login;
  const proof = ` (${login})`;
  return `${written.trim().slice(0, Math.max(0, longestName - proof.length))}${proof}`;
}
