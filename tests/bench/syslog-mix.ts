// The recorded storm's syslog lines as one LF-framed stream, over and over, each round from devices of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const recording = join(import.meta.dirname, '../fixtures/storm/storm-15min.ndjson');

export interface SyslogMix {
  readonly bytes: Buffer;
  readonly lines: number;
}

/** Lines that came as datagrams, in their order: web and database logs, switches, sshd, firewall. */
export function syslogMix(): SyslogMix {
  const texts = readFileSync(recording, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"source":"syslog"'))
    .map((line) => JSON.parse(line) as { text?: string; transport: string })
    .filter(({ transport, text }) => transport === 'udp' && text !== undefined && !text.includes('\n'));
  return { bytes: Buffer.from(texts.map(({ text = '' }) => `${text}\n`).join('')), lines: texts.length };
}

/** An unknown severe line: it is stored as an event, which shows that all before it on its connection is stored. */
export const endHost = 'bench-end-';
export const endLine = (connection: number): string =>
  `<8>1 2026-11-23T19:14:11Z ${endHost}${connection} bench 1 - - this connection has said everything\n`;
