// The syslog door: UDP and TCP sockets, held when the log is slow, closed cleanly. No policy of its own.
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { AdapterError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { SyslogDecoder } from '../source.ts';
import { tellUnopened } from '../unopened-address.ts';
import { allowedNetworks, plainAddress } from './allowed-networks.ts';
import { ReadGatherer, type ReadSink } from './read-gatherer.ts';
import { TcpConnections } from './tcp-connections.ts';
import type { ListenAddress, SyslogSettings } from './syslog-settings.ts';

export interface SyslogListenerOptions {
  /** Of the source, as `sources` names it. */
  readonly name: string;
  readonly settings: SyslogSettings;
  readonly decoder: SyslogDecoder;
  readonly sink: ReadSink;
  readonly clock: Clock;
  /** What went wrong and was survived: a failed append, a socket's error. */
  readonly onFault: (error: unknown) => void;
}

export interface SyslogCounts {
  readonly datagrams: number;
  /** Datagrams not read, since the log was full: UDP promises nothing. */
  readonly dropped: number;
  /** Connections and datagrams of senders that no network allows, and connections beyond the limits. */
  readonly refused: number;
  readonly connections: number;
  readonly bytes: number;
  readonly waitingBytes: number;
  readonly lostBytes: number;
}

export interface SyslogListener {
  /** As bound, with the port that the system chose. */
  readonly udp: ListenAddress | null;
  readonly tcp: ListenAddress | null;
  counts(): SyslogCounts;
  /** Takes no more, stores what it has, then resolves. */
  close(): Promise<void>;
}

const noBytes = new Uint8Array();

class Listener implements SyslogListener {
  readonly #options: SyslogListenerOptions;
  readonly #gatherer: ReadGatherer;
  readonly #connections: TcpConnections;
  readonly #isAllowed: (address: string) => boolean;
  #socket: DatagramSocket | null = null;
  #server: Server | null = null;
  #counts = { datagrams: 0, dropped: 0, refused: 0, bytes: 0 };
  udp: ListenAddress | null = null;
  tcp: ListenAddress | null = null;

  constructor(options: SyslogListenerOptions) {
    const { settings, sink, clock, onFault } = options;
    this.#options = options;
    this.#isAllowed = allowedNetworks(settings.allow);
    this.#gatherer = new ReadGatherer({
      sink,
      clock,
      batchMs: settings.batchMs,
      maxWaitingBytes: settings.maxWaitingBytes,
      onRoom: () => this.#connections.resume(),
      onFailure: onFault,
    });
    this.#connections = new TcpConnections(settings, {
      chunk: (conn, bytes, peer) => this.#chunk(conn, bytes, peer),
      ended: (conn) => this.#gatherer.add(options.decoder.close(conn, clock.now()), noBytes),
    });
  }

  async open(): Promise<void> {
    const { udp, tcp } = this.#options.settings;
    try {
      if (tcp !== false) this.tcp = await this.#openTcp(tcp).catch((cause: unknown) => this.#refuse('tcp', tcp, cause));
      if (udp !== false) this.udp = await this.#openUdp(udp).catch((cause: unknown) => this.#refuse('udp', udp, cause));
    } catch (thrown) {
      await this.close();
      throw thrown;
    }
  }

  #refuse(by: 'tcp' | 'udp', wanted: ListenAddress, cause: unknown): never {
    const at = `sources.${this.#options.name}.${by}`;
    const [protocol, setting] = [by === 'tcp' ? 'TCP' : 'UDP', `${at} in vigie.yaml`] as const;
    const told = tellUnopened({ ...wanted, protocol, settings: { host: setting, port: setting } }, cause);
    throw new AdapterError('syslog-not-listening', `syslog: ${told}`, { at, cause });
  }

  counts(): SyslogCounts {
    const { waitingBytes, lostBytes } = this.#gatherer;
    return { ...this.#counts, connections: this.#connections.size, waitingBytes, lostBytes };
  }

  async close(): Promise<void> {
    const closed: Promise<unknown>[] = [];
    if (this.#server?.listening === true) closed.push(once(this.#server.close(), 'close'));
    closed.push(this.#connections.destroy());
    if (this.#socket !== null) closed.push(once(this.#socket.close(), 'close'));
    this.#socket = null;
    await Promise.all(closed);
    await this.#gatherer.close();
  }

  async #openUdp({ host, port }: ListenAddress): Promise<ListenAddress> {
    const recvBufferSize = this.#options.settings.receiveBufferBytes;
    const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', recvBufferSize });
    this.#socket = socket;
    socket.on('message', (bytes, { address }) => this.#datagram(bytes, plainAddress(address)));
    socket.bind(port, host);
    await once(socket, 'listening');
    socket.on('error', this.#options.onFault);
    return { host, port: socket.address().port };
  }

  async #openTcp({ host, port }: ListenAddress): Promise<ListenAddress> {
    const server = createServer((socket) => this.#connect(socket));
    server.maxConnections = this.#options.settings.maxConnections;
    server.on('drop', () => (this.#counts.refused += 1));
    this.#server = server;
    server.listen(port, host);
    await once(server, 'listening');
    server.on('error', this.#options.onFault);
    return { host, port: (server.address() as AddressInfo).port };
  }

  #connect(socket: Socket): void {
    socket.on('error', this.#options.onFault);
    const peer = plainAddress(socket.remoteAddress ?? '');
    const taken = this.#isAllowed(peer) && this.#connections.take(socket, peer);
    if (taken) return;
    this.#counts.refused += 1;
    socket.destroy();
  }

  /** Returns false if the sender must be held. */
  #chunk(conn: string, bytes: Uint8Array, peer: string): boolean {
    this.#counts.bytes += bytes.length;
    this.#gatherer.add(this.#options.decoder.chunk(conn, bytes, peer, this.#options.clock.now()), bytes);
    return !this.#gatherer.isFull;
  }

  #datagram(bytes: Uint8Array, peer: string): void {
    if (!this.#isAllowed(peer)) {
      this.#counts.refused += 1;
      return;
    }
    this.#counts.datagrams += 1;
    if (this.#gatherer.isFull) {
      this.#counts.dropped += 1;
      return;
    }
    this.#counts.bytes += bytes.length;
    this.#gatherer.add(this.#options.decoder.datagram(bytes, peer, this.#options.clock.now()), bytes);
  }
}

/** Resolves once both sockets listen. @throws AdapterError `syslog-not-listening`. */
export async function openSyslogListener(options: SyslogListenerOptions): Promise<SyslogListener> {
  const listener = new Listener(options);
  await listener.open();
  return listener;
}
