// A proxy before any server, in user space: it carries bytes, and on a word swallows them both ways while connections stay.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class TcpProxy {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  readonly #target: () => number;
  #isHole = false;
  /** Connections that were there when a hole opened. */
  held = 0;

  private constructor(target: () => number) {
    this.#target = target;
    this.#server = createServer((near) => this.#take(near));
  }

  /** `target`: the port behind it, asked for at each connection. */
  static async before(target: () => number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get address(): string {
    return `127.0.0.1:${String(this.port)}`;
  }

  /** From now on nothing passes, in either direction, and nobody is told: each end believes to be connected. */
  hole(): void {
    this.#isHole = true;
    this.held += this.#pairs.size;
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  /** `late`: what was on its way arrives after all, as after a lost route; `reset`: every connection breaks. */
  heal(how: 'late' | 'reset'): void {
    this.#isHole = false;
    for (const pair of this.#pairs) {
      for (const socket of pair) {
        if (how === 'late') socket.resume();
        else socket.resetAndDestroy();
      }
    }
  }

  async stop(): Promise<void> {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #take(near: Socket): void {
    const far = connect(this.#target(), '127.0.0.1');
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    const ends = [[near, far] as const, [far, near] as const];
    for (const [from, to] of ends) {
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        if (!to.write(bytes)) from.pause();
      });
      to.on('drain', () => {
        if (!this.#isHole) from.resume();
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        this.#pairs.delete(pair);
      });
    }
    if (this.#isHole) for (const socket of pair) socket.pause();
  }
}
