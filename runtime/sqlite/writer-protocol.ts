// What the main thread and the writer worker say to each other. Records and rows travel as text, made once.
import type { RowChange, StageState } from '../../domain/ports/state-store.ts';
import type { Provenance, StreamName } from '../../domain/record.ts';

export interface LogLine {
  readonly line: string;
  readonly receivedAt: number;
  readonly from: Provenance | undefined;
  readonly deliveryId: string | undefined;
}

export interface StreamLines {
  readonly stream: StreamName;
  readonly lines: readonly LogLine[];
}

export interface Seat {
  readonly stage: string;
  readonly partition: number;
}

export interface CommitCall extends Seat, StageState {
  readonly op: 'commit';
  readonly rows: readonly RowChange[];
  readonly out: readonly StreamLines[];
}

export type WriterCall =
  | ({ readonly op: 'append' } & StreamLines)
  | CommitCall
  | ({ readonly op: 'claim' | 'reset' } & Seat)
  | { readonly op: 'trim'; readonly stream: StreamName; readonly beforeMs: number }
  | { readonly op: 'close' };

export interface WriterRequest {
  readonly id: number;
  /** For the bound of a group. */
  readonly bytes: number;
  readonly call: WriterCall;
}

/** Offsets of one call's lines in one stream; −1: known by the high-water mark alone. */
export interface Written {
  readonly stream: StreamName;
  readonly offsets: readonly number[];
}

export interface FaultText {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

export interface WriterReply {
  readonly id: number;
  readonly fault?: FaultText;
  readonly written?: readonly Written[];
  /** Of a claim: the epoch. Of a trim: how many records went. */
  readonly count?: number;
  /** Of a trim: files that are gone. */
  readonly gone?: readonly string[];
}

export interface StreamStanding {
  readonly stream: StreamName;
  readonly identity: string;
  /** Paths, oldest first. */
  readonly files: readonly string[];
  readonly end: number;
}

/** Something worth a log line that is no failure of a call. */
export interface Notice {
  readonly code: string;
  readonly reason: string;
}

export type WriterMessage =
  | { readonly say: 'ready'; readonly streams: readonly StreamStanding[] }
  | { readonly say: 'failed'; readonly fault: FaultText }
  | { readonly say: 'replies'; readonly replies: readonly WriterReply[] }
  | { readonly say: 'new-file'; readonly stream: StreamName; readonly file: string }
  | { readonly say: 'notice'; readonly notice: Notice };

export interface WriterSettings {
  readonly folder: string;
  readonly ballastBytes: number;
}
