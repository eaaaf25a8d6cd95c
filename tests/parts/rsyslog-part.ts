// A real rsyslog that relays what it hears on one TCP port to ours, by the configuration that deploy/ ships.
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually, freePort, launch, type ServerProcess } from './server-process.ts';
import { shippedText } from './shipped-text.ts';

export interface Relay extends ServerProcess {
  /** Sends one line, as a device would. */
  say(line: string): Promise<void>;
}

export async function startRsyslog(binary: string, folder: string, targetPort: number): Promise<Relay> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const forward = shippedText('rsyslog/90-vigie.conf', 'port="5514"', `port="${String(targetPort)}"`);
  writeFileSync(
    join(folder, 'rsyslog.conf'),
    `global(workDirectory="${folder}")
module(load="imtcp")
input(type="imtcp" address="127.0.0.1" port="${String(port)}")
${forward.replace('resumeInterval="5"', 'resumeInterval="1"')}`,
  );
  const server = launch({
    command: binary,
    args: ['-n', '-f', join(folder, 'rsyslog.conf'), '-i', join(folder, 'rsyslog.pid')],
    folder,
  });
  const say = async (line: string): Promise<void> => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.end(`${line}\n`);
    await once(socket, 'close');
  };
  await eventually('rsyslog', 15_000, async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
    return true;
  });
  return { ...server, say };
}
