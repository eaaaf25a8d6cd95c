// Lines of ssh and Windows that refuse guesses, as streams that are the same each time: who tries what where, by turns.
import { logon } from '../scenarios/windows-lines.ts';

const lines = 60_000;
/** Primes: each address meets all hosts and users by turns. Pairs of address and host are fewer than are remembered. */
const hosts = 23;
const users = 491;
const addresses = 701;

const names = ['root', 'admin', 'oracle', 'postgres', 'ubuntu', 'test', 'git', 'deploy', 'backup', 'www-data'];
const hostOf = (at: number): string => `web-${at % hosts}.example.org`;
const userOf = (at: number): string => `${names[at % names.length] ?? ''}${at % users}`;
const octets = (number: number): string => `${(number >> 8) & 255}.${number & 255}`;

function refused(at: number, address: string): string {
  const unknown = at % 3 === 0 ? '' : 'invalid user ';
  const told = `Failed password for ${unknown}${userOf(at)} from ${address} port ${20_000 + (at % 40_000)} ssh2`;
  return `<38>Nov 23 19:14:11 ${hostOf(at)} sshd[${1000 + (at % 9000)}]: ${told}`;
}

const mixes: Readonly<Record<string, (at: number) => string>> = {
  /** One address tries one host, again and again. */
  'ssh-one': (at) => refused(at, '203.0.113.7').replace(hostOf(at), 'bastion'),
  /** Hundreds of machines on the internet try every host: the everyday of whoever stands there. */
  'ssh-internet': (at) => refused(at, `203.0.${octets(at % addresses)}`),
  /** The same from inside: from the tenth host on each line is told. */
  'ssh-inside': (at) => refused(at, `10.1.${octets(at % addresses)}`),
  /** No address comes twice within what is remembered: each is the first of its kind, and another is forgotten for it. */
  'ssh-ever-new': (at) => refused(at, `198.18.${octets(at)}`),
  windows: (at) =>
    logon({ id: 4625, account: userOf(at), address: `203.0.${octets(at % addresses)}` }).replace(
      ' dc-01 ',
      ` ${hostOf(at)} `,
    ),
};

/** LF-framed; null: no mix is called so. */
export function refusalStream(mix: string): Buffer | null {
  const line = mixes[mix];
  if (line === undefined) return null;
  return Buffer.from(Array.from({ length: lines }, (_, at) => `${line(at)}\n`).join(''));
}
