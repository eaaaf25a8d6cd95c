// Why an address cannot be listened on, in words, and which setting changes it.
import { isIPv6 } from 'node:net';

export interface WantedAddress {
  readonly protocol: 'HTTP' | 'TCP' | 'UDP';
  readonly host: string;
  readonly port: number;
  /** Settings, as a person finds them: `sources.syslog.tcp in vigie.yaml`. */
  readonly settings: { readonly host: string; readonly port: string };
}

/** Below it Linux asks for a right (ip(7), `ip_unprivileged_port_start`) that Vigie should not have. */
const firstFreePort = 1024;

export function tellUnopened(wanted: WantedAddress, cause: unknown): string {
  const { protocol, host, port, settings } = wanted;
  const at = `${protocol} ${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const byPort = `choose another port by ${settings.port}`;
  const byHost = `choose another address by ${settings.host} (127.0.0.1: this machine alone)`;
  const code = codeOf(cause);
  switch (code) {
    case 'EADDRINUSE':
      return `${at} is already in use: stop what listens there, or ${byPort}`;
    case 'EACCES':
    case 'EPERM':
      return `${at} is not allowed to this user${port < firstFreePort ? `, as all below ${firstFreePort}` : ''}: ${byPort}`;
    case 'EADDRNOTAVAIL':
      return `${at}: ${host} is no address of this machine: ${byHost}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${at}: the name ${host} is not known here: ${byHost}`;
    case 'EAFNOSUPPORT':
      return `${at}: this machine has no ${isIPv6(host) ? 'IPv6' : 'IPv4'}: ${byHost}`;
    default:
      return `${at} cannot be opened (${code}): ${byPort}`;
  }
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
