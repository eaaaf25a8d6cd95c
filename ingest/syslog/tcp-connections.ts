// The open TCP connections of syslog senders: bounded per peer, ended when idle, held while the log is slow.
import { once } from 'node:events';
import type { Socket } from 'node:net';

export interface ConnectionLimits {
  readonly maxConnectionsPerPeer: number;
  readonly idleMs: number;
}

export interface ConnectionReader {
  /** Returns false if the sender must be held until `resume`. */
  chunk(conn: string, bytes: Uint8Array, peer: string): boolean;
  ended(conn: string): void;
}

const keepAliveMs = 60_000;

export class TcpConnections {
  readonly #limits: ConnectionLimits;
  readonly #reader: ConnectionReader;
  readonly #sockets = new Set<Socket>();
  readonly #held = new Set<Socket>();
  readonly #perPeer = new Map<string, number>();
  #opened = 0;

  constructor(limits: ConnectionLimits, reader: ConnectionReader) {
    this.#limits = limits;
    this.#reader = reader;
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** False if the peer has too many already: the socket is then the caller's to end. */
  take(socket: Socket, peer: string): boolean {
    const open = this.#perPeer.get(peer) ?? 0;
    if (open >= this.#limits.maxConnectionsPerPeer) return false;
    this.#perPeer.set(peer, open + 1);
    this.#sockets.add(socket);
    this.#opened += 1;
    const conn = String(this.#opened);
    socket.setKeepAlive(true, keepAliveMs);
    socket.setTimeout(this.#limits.idleMs, () => {
      if (!this.#held.has(socket)) socket.destroy();
    });
    socket.on('data', (bytes: Uint8Array) => {
      if (!this.#reader.chunk(conn, bytes, peer)) this.#hold(socket);
    });
    socket.once('close', () => this.#forget(socket, conn, peer));
    return true;
  }

  /** There is room again: the held senders go on. */
  resume(): void {
    for (const socket of this.#held) socket.resume();
    this.#held.clear();
  }

  /** Ends all; resolves once what they had left was read. */
  async destroy(): Promise<void> {
    const closed = [...this.#sockets].map((socket) => once(socket.destroy(), 'close'));
    await Promise.all(closed);
  }

  #hold(socket: Socket): void {
    socket.pause();
    this.#held.add(socket);
  }

  #forget(socket: Socket, conn: string, peer: string): void {
    this.#sockets.delete(socket);
    this.#held.delete(socket);
    const open = (this.#perPeer.get(peer) ?? 1) - 1;
    if (open === 0) this.#perPeer.delete(peer);
    else this.#perPeer.set(peer, open);
    this.#reader.ended(conn);
  }
}
