// Turns recorded lines into records as the live doors do: `source` selects the type with its default profile.
import type { HttpSource } from '../../ingest/adapters/registry.ts';
import { defaultSources } from '../../ingest/adapters/registry.ts';
import { deliveryRecords } from '../../ingest/delivery.ts';
import type { DeliveryRecords } from '../../ingest/delivery.ts';
import { loadProfiles } from '../../ingest/profiles/builtin-packs.ts';
import { readOrReject } from '../../ingest/read-or-reject.ts';
import type { Read, SyslogDecoder } from '../../ingest/source.ts';
import { createSyslogDecoder } from '../../ingest/syslog/decoder.ts';
import { bytesOf } from './recording-line.ts';
import type { HttpLine, SyslogLine } from './recording-line.ts';
import type { TimedLine } from './recording.ts';

export interface RecordedDoorOptions {
  readonly tenant: string;
  readonly timezone: string;
  /** Of `events` in the log that is written to; absent: one. */
  readonly partitions?: number;
}

const nothing: DeliveryRecords = { events: [], deadLetters: [], unmatched: [] };

export class RecordedDoor {
  readonly #tenant: string;
  readonly #partitions: number;
  readonly #sources: ReadonlyMap<string, HttpSource>;
  readonly #decoder: SyslogDecoder;

  constructor({ tenant, timezone, partitions = 1 }: RecordedDoorOptions) {
    this.#tenant = tenant;
    this.#partitions = partitions;
    this.#sources = new Map(defaultSources(timezone, tenant).map((source) => [source.profile.type, source]));
    this.#decoder = createSyslogDecoder({ profiles: loadProfiles(), timezone });
  }

  /** What the line leaves in the log. */
  take({ line, receivedAt }: TimedLine): DeliveryRecords {
    if (line.source === 'mark') return nothing;
    return line.source === 'syslog' ? this.#syslog(line, receivedAt) : this.#http(line, receivedAt);
  }

  #http(line: HttpLine, receivedAt: number): DeliveryRecords {
    const source = this.#sources.get(line.source);
    if (source === undefined) return nothing;
    const body = Buffer.from(line.request.body);
    return deliveryRecords(
      { source: source.profile, receivedAt, body, partitions: this.#partitions },
      readOrReject(source, body, receivedAt),
    );
  }

  #syslog(line: SyslogLine, receivedAt: number): DeliveryRecords {
    const body = bytesOf(line) ?? Buffer.alloc(0);
    const source = { name: 'syslog', type: 'syslog', tenant: this.#tenant } as const;
    return deliveryRecords(
      { source, receivedAt, body, partitions: this.#partitions },
      this.#decode(line, body, receivedAt),
    );
  }

  #decode(line: SyslogLine, bytes: Buffer, receivedAt: number): Partial<Read> {
    const peer = line.peer ?? null;
    const conn = String(line.conn ?? 'recorded');
    if (line.event === 'close') return this.#decoder.close(conn, receivedAt);
    if (bytes.length === 0) return {};
    return line.transport === 'udp'
      ? this.#decoder.datagram(bytes, peer, receivedAt)
      : this.#decoder.chunk(conn, bytes, peer, receivedAt);
  }
}
