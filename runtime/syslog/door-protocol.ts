// What the main thread and a syslog door in its own worker say to each other. Records travel as lines, made once.
import type { ListenAddress, SyslogSettings } from '../../ingest/syslog/syslog-settings.ts';
import type { StreamName } from '../../domain/record.ts';

export interface DoorSettings {
  readonly name: string;
  readonly tenant: string;
  readonly settings: SyslogSettings;
  readonly timezone: string;
  /** Of stream `events`. */
  readonly partitions: number;
}

/** An error that crosses threads: only of a fault does more than its words arrive. */
export interface ToldFault {
  readonly kind: 'config' | 'adapter' | 'other';
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly at?: string | undefined;
}

export interface StreamLines {
  readonly stream: StreamName;
  readonly lines: readonly string[];
}

export type DoorMessage =
  | { readonly say: 'open'; readonly udp: ListenAddress | null; readonly tcp: ListenAddress | null }
  | { readonly say: 'failed'; readonly fault: ToldFault }
  /** To be appended in this order; answered by `id`. */
  | { readonly say: 'store'; readonly id: number; readonly parts: readonly StreamLines[] }
  /** Survived. */
  | { readonly say: 'fault'; readonly fault: ToldFault }
  | { readonly say: 'closed' };

export type DoorOrder =
  | { readonly order: 'stored'; readonly id: number }
  | { readonly order: 'not-stored'; readonly id: number; readonly fault: ToldFault }
  | { readonly order: 'close' };
