// Plays a recording to a Vigie that is killed meanwhile: sends until 2xx and never again after it, as real sources do.
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { bytesOf, parseRecordingLine, type HttpLine, type SyslogLine } from '../../runtime/replay/recording-line.ts';
import { markBody } from './marked-body.ts';

const retryMs = 25;
const paths = {
  prometheus: '/api/v2/alerts',
  alertmanager: '/ingest/alertmanager',
  zabbix: '/ingest/zabbix',
  generic: '/ingest/generic',
} as const;

export interface Play {
  readonly recording: string;
  readonly speed: number;
  /** Where the doors are now; waits while there are none. */
  readonly doors: () => Promise<{ readonly url: string; readonly syslogPort: number }>;
}

export interface Played {
  readonly posts: number;
  /** Marks of the alerts of every POST that got 2xx. */
  readonly accepted: readonly string[];
  /** POSTs that had to be sent again. */
  readonly resent: number;
}

export class StormPlayer {
  readonly #play: Play;
  readonly #accepted: string[] = [];
  readonly #chains = new Map<string, Promise<void>>();
  readonly #connections = new Map<string, Socket>();
  readonly #datagrams: DatagramSocket = createSocket('udp4');
  #startedAt = 0;
  #startedMs = 0;
  #posts = 0;
  #resent = 0;

  constructor(play: Play) {
    this.#play = play;
    this.#datagrams.on('error', () => undefined);
  }

  async run(): Promise<Played> {
    const lines = readFileSync(this.#play.recording, 'utf8').trim().split('\n');
    let before = 0;
    this.#startedMs = Date.now();
    for (const [n, text] of lines.entries()) {
      const line = parseRecordingLine(text, String(n));
      if (line.source === 'mark' && line.started_at !== undefined) this.#startedAt = Date.parse(line.started_at);
      const { syslogPort } = await this.#play.doors();
      const waitMs = (line.t_ms - before) / this.#play.speed;
      before = line.t_ms;
      if (waitMs >= 1) await pause(waitMs);
      if (line.source === 'syslog') this.#say(line, syslogPort);
      else if (line.source !== 'mark') this.#queue(line);
    }
    await Promise.all(this.#chains.values());
    for (const socket of this.#connections.values()) socket.destroy();
    this.#datagrams.close();
    return { posts: this.#posts, accepted: this.#accepted, resent: this.#resent };
  }

  /** Each source waits for its own answer before it sends on. */
  #queue(line: HttpLine): void {
    const number = this.#posts++;
    const before = this.#chains.get(line.source) ?? Promise.resolve();
    this.#chains.set(
      line.source,
      before.then(() => this.#post(line, number)),
    );
  }

  async #post({ source, request, t_ms }: HttpLine, number: number): Promise<void> {
    const nowOf = (recorded: number): number =>
      Math.round(this.#startedMs + (recorded - this.#startedAt) / this.#play.speed);
    const marking = { mark: `vigie-mark-${number}`, nowOf, recordedMs: this.#startedAt + t_ms };
    const { body, marks } = markBody(source, request.body, marking);
    while (!(await this.#isTaken(paths[source], body))) {
      this.#resent += 1;
      await pause(retryMs);
    }
    this.#accepted.push(...marks);
  }

  async #isTaken(path: string, body: string): Promise<boolean> {
    const { url } = await this.#play.doors();
    try {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body });
      await answer.arrayBuffer().catch(() => undefined);
      if (answer.status >= 400 && answer.status < 500) throw new Error(`${path} answered ${answer.status}`);
      return answer.ok;
    } catch (thrown) {
      if (thrown instanceof Error && thrown.message.includes('answered')) throw thrown;
      return false;
    }
  }

  /** Syslog promises nothing: what is lost with the process is lost. */
  #say(line: SyslogLine, port: number): void {
    const bytes = bytesOf(line);
    if (line.transport === 'udp') {
      if (bytes !== null) this.#datagrams.send(bytes, port, '127.0.0.1');
      return;
    }
    const name = String(line.conn);
    if (line.event === 'close') {
      this.#connections.get(name)?.end();
      this.#connections.delete(name);
    } else if (bytes !== null) this.#connection(name, port).write(bytes);
  }

  #connection(name: string, port: number): Socket {
    const known = this.#connections.get(name);
    if (known !== undefined && !known.destroyed) return known;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => socket.destroy());
    socket.on('data', () => undefined);
    this.#connections.set(name, socket);
    return socket;
  }
}
