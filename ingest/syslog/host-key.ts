// The name under which a host is remembered: what two relays write differently is one.

const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** DNS names have at most 253 characters. */
const maxKey = 255;

/** Lower case, DNS suffix off; addresses whole. */
export function hostKey(host: string): string {
  const name = host.slice(0, maxKey).toLowerCase();
  const dot = name.indexOf('.');
  if (dot <= 0 || name.includes(':') || ipv4.test(name)) return name;
  return name.slice(0, dot);
}

/** What a relay writes when it has lost the name. */
export function saysNothing(host: string): boolean {
  return (
    host === '' || host === 'localhost' || host === '127.0.0.1' || host === '::1' || host === 'localhost.localdomain'
  );
}

/** A copy that does not keep the long line alive that it was cut from: what is remembered must stay small. */
export function detached(word: string): string {
  return Buffer.from(word).toString();
}
