// A real Kafka (KRaft, one node) in a folder of its own: started, killed, paused, started again on what it had.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort } from '../server-process.ts';
import { kafkaLibs } from './kafka-libs.ts';

export interface KafkaWish {
  /** More lines of server.properties, told the server's folder. */
  readonly properties?: (folder: string) => Readonly<Record<string, string>>;
  /** Beside the plain listener: `SASL_PLAINTEXT`, `SSL`, or any other name, which is one more plain one. */
  readonly listeners?: readonly string[];
  /** Listener → the address that clients are told for it, where that is not its own. */
  readonly advertised?: Readonly<Record<string, string>>;
  /** As StorageTool takes it: `SCRAM-SHA-256=[name=alice,password=…]`. */
  readonly scram?: readonly string[];
}

const java = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const protocols = new Set(['SASL_PLAINTEXT', 'SASL_SSL', 'SSL']);
const clusterId = 'dmlnaWUtdGVzdC1rYWZrYQ';

export class KafkaServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'vigie-kafka-'));
  readonly #wish: KafkaWish;
  readonly #ports = new Map<string, number>();
  #process: ChildProcess | null = null;
  #output = '';

  private constructor(wish: KafkaWish) {
    this.#wish = wish;
  }

  static async start(wish: KafkaWish = {}): Promise<KafkaServer> {
    const server = new KafkaServer(wish);
    try {
      await server.#format();
      await server.start();
      return server;
    } catch (thrown) {
      await server.stop();
      throw thrown;
    }
  }

  /** `127.0.0.1:29092`, of the plain listener unless another is named. */
  address(listener = 'PLAINTEXT'): string {
    return `127.0.0.1:${this.#ports.get(listener)}`;
  }

  port(listener: string): number {
    return this.#ports.get(listener) ?? 0;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  async start(): Promise<void> {
    const child = spawn('java', [...java, '-cp', `${kafkaLibs()}/*`, 'kafka.Kafka', 'server.properties'], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.#output = (this.#output + chunk.toString('utf8')).slice(-20_000)));
    await eventually(`Kafka (${this.folder})`, 60_000, async () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${this.#output}`);
      return isOpen(this.#ports.get('PLAINTEXT') ?? 0);
    });
  }

  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #format(): Promise<void> {
    for (const name of ['PLAINTEXT', ...(this.#wish.listeners ?? []), 'CONTROLLER'])
      this.#ports.set(name, await freePort());
    mkdirSync(join(this.folder, 'kept'));
    const lines = Object.entries({ ...this.#properties(), ...this.#wish.properties?.(this.folder) });
    writeFileSync(join(this.folder, 'server.properties'), lines.map(([name, value]) => `${name}=${value}`).join('\n'));
    const scram = (this.#wish.scram ?? []).flatMap((one) => ['--add-scram', one]);
    const tool = ['-cp', `${kafkaLibs()}/*`, 'kafka.tools.StorageTool', 'format', '-t', clusterId];
    execFileSync('java', [...java, ...tool, '-c', 'server.properties', ...scram], { cwd: this.folder, stdio: 'pipe' });
  }

  #properties(): Record<string, string> {
    const all = [...this.#ports].map(([name, port]) => `${name}://127.0.0.1:${port}`);
    const told = [...this.#ports].map(
      ([name, port]) => `${name}://${this.#wish.advertised?.[name] ?? `127.0.0.1:${port}`}`,
    );
    const protocolOf = (name: string): string => (protocols.has(name) ? name : 'PLAINTEXT');
    return {
      'process.roles': 'broker,controller',
      'node.id': '1',
      'controller.quorum.voters': `1@127.0.0.1:${this.#ports.get('CONTROLLER')}`,
      listeners: all.join(),
      'advertised.listeners': told.filter((one) => !one.startsWith('CONTROLLER')).join(),
      'controller.listener.names': 'CONTROLLER',
      'listener.security.protocol.map': [...this.#ports.keys()].map((name) => `${name}:${protocolOf(name)}`).join(),
      'log.dirs': join(this.folder, 'kept'),
      'offsets.topic.replication.factor': '1',
      'offsets.topic.num.partitions': '4',
      'transaction.state.log.replication.factor': '1',
      'transaction.state.log.min.isr': '1',
      'group.initial.rebalance.delay.ms': '0',
      'auto.create.topics.enable': 'false',
      // After a kill, the controller waits for the old registration to run out: 9 s by default.
      'broker.session.timeout.ms': '2000',
      'broker.heartbeat.interval.ms': '500',
    };
  }
}

function isOpen(port: number): Promise<true | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(null));
  });
}
