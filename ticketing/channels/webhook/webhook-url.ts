// Where a webhook may lead: http or https, no credentials in it, never the machine's own metadata service.
import { z } from 'zod';

/** Link-local: cloud metadata lives there, no chat does (OWASP SSRF prevention). */
function isLinkLocal(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const host = new URL(url).hostname.toLowerCase();
  return (
    /^169\.254\./.test(host) ||
    /^\[fe[89ab]/.test(host) ||
    host === 'metadata.google.internal' ||
    /^\[::ffff:a9fe:/.test(host)
  );
}

function hasCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

/** The address is a secret of its own at most chats: whoever knows it may post. Redirects are never followed. */
export const WebhookUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_048)
  .refine((url) => !hasCredentials(url), 'no user or password in the address')
  .refine((url) => !isLinkLocal(url), 'a link-local address is no webhook');

/** Scheme and host, for whoever may not see the rest. */
export function shownUrl(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
