// A syslog sender of its own process: writes the mix to some TCP connections as fast as they take it.
import { once } from 'node:events';
import { connect } from 'node:net';
import { endLine, syslogMix } from './syslog-mix.ts';

export interface SyslogOrder {
  readonly port: number;
  readonly connections: number;
  /** Rounds of the mix on each connection. */
  readonly rounds: number;
}

/** Epoch ms of the first and the last write, and CPU used. */
export interface SyslogSent {
  readonly lines: number;
  readonly bytes: number;
  readonly cpuMs: number;
}

/** As a relay writes: several lines at once. */
const blockBytes = 65_536;

async function send({ port, rounds }: SyslogOrder, number: number): Promise<void> {
  const { bytes } = syslogMix();
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < bytes.length; at += blockBytes) {
      if (!socket.write(bytes.subarray(at, at + blockBytes))) await once(socket, 'drain');
    }
  }
  socket.end(endLine(number));
  await once(socket, 'close');
}

process.on('message', (order: SyslogOrder) => {
  const numbers = [...Array(order.connections).keys()];
  void Promise.all(numbers.map((number) => send(order, number))).then(() => {
    const { bytes, lines } = syslogMix();
    const times = order.rounds * order.connections;
    const { user, system } = process.cpuUsage();
    const sent: SyslogSent = {
      lines: lines * times + order.connections,
      bytes: bytes.length * times,
      cpuMs: (user + system) / 1000,
    };
    process.send?.(sent);
    process.disconnect();
  });
});
