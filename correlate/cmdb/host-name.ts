// Reads what a source wrote for a host: port, scheme and path off, address or name, loopback or not.

export interface HostName {
  /** Trimmed, lower case, final dot off: what an alias with a port matches. */
  readonly whole: string;
  /** Without scheme, path, port, brackets and user. */
  readonly host: string;
  readonly isAddress: boolean;
  /** Every machine has one: names nobody by itself. */
  readonly isLoopback: boolean;
  /** First label of a dotted name, the name itself where it has no dot; null for an address. */
  readonly short: string | null;
}

/** Host names end at 253 characters; aliases may be a little longer (port, scheme). */
const maxLength = 500;

export function readHostName(text: string): HostName | null {
  const whole = text.trim().toLowerCase().replace(/\.$/, '');
  if (whole === '' || whole.length > maxLength) return null;
  const host = withoutPort(withoutScheme(whole)).replace(/\.$/, '');
  if (host === '') return null;
  const isAddress = isIpv4(host) || isIpv6(host);
  return {
    whole,
    host,
    isAddress,
    isLoopback: isLoopback(host),
    short: isAddress ? null : (host.split('.')[0] ?? host),
  };
}

function withoutScheme(text: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/.exec(text);
  return scheme?.[1] === undefined ? text : scheme[1].slice(scheme[1].lastIndexOf('@') + 1);
}

function withoutPort(text: string): string {
  const bracketed = /^\[([0-9a-f:.]+)\](?::\d{1,5})?$/.exec(text);
  if (bracketed?.[1] !== undefined) return bracketed[1];
  return /^[^:]+:\d{1,5}$/.test(text) ? text.slice(0, text.indexOf(':')) : text;
}

function isIpv4(text: string): boolean {
  return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text);
}

function isIpv6(text: string): boolean {
  return text.includes(':') && /^[0-9a-f:.]+(?:%\w+)?$/.test(text);
}

function isLoopback(host: string): boolean {
  if (isIpv4(host)) return host.startsWith('127.') || host === '0.0.0.0';
  return host === '::1' || host === '::' || host === 'localhost' || host.startsWith('localhost.');
}
