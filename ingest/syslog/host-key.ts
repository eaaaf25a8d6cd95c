// The name under which a host is remembered: what two relays write differently is one.

const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Lower case, DNS suffix off; addresses whole. */
export function hostKey(host: string): string {
  const name = host.toLowerCase();
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
