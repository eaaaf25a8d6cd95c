// A real rsyslog that relays what it hears on one TCP port to ours, octet-counted as RFC 5424.
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually, freePort, launch, type ServerProcess } from './server-process.ts';

export interface Relay extends ServerProcess {
  /** Sends one line, as a device would. */
  say(line: string): Promise<void>;
}

export async function startRsyslog(binary: string, folder: string, targetPort: number): Promise<Relay> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  writeFileSync(
    join(folder, 'rsyslog.conf'),
    `global(workDirectory="${folder}")
module(load="imtcp")
input(type="imtcp" address="127.0.0.1" port="${String(port)}")
action(type="omfwd" target="127.0.0.1" port="${String(targetPort)}" protocol="tcp" TCP_Framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format"
  queue.type="linkedList" action.resumeRetryCount="-1" action.resumeInterval="1")
`,
  );
  const server = launch({ command: binary, args: ['-n', '-f', join(folder, 'rsyslog.conf'), '-i', join(folder, 'rsyslog.pid')], folder });
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
