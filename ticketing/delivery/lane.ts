// The state of one lane: the operations of one incident's ticket in one sink, in order, one at a time.
import type { TicketOperation } from '../../domain/ticket.ts';

/** What is known of the operation at the head of the lane. */
export type Head =
  /** Not in the air. `look`: K must be looked up before a create, since an earlier life may have sent it. */
  | { readonly phase: 'waiting'; readonly attempt: number; readonly notBefore: number; readonly look: boolean }
  /** Durable before the call is made. */
  | { readonly phase: 'inflight'; readonly attempt: number; readonly epoch: number; readonly look: boolean }
  /** Nobody knows what became of it: nothing is sent before `lookAt`. */
  | { readonly phase: 'in-doubt'; readonly attempt: number; readonly lookAt: number };

export interface Lane {
  /** `incident/sink/unit`: a dead sink holds up no other sink's ticket. */
  readonly id: string;
  readonly incident: string;
  readonly sink: string;
  readonly unit: string;
  readonly tenant: string;
  /** Key of the generation that is served now. */
  readonly key: string;
  /** Of that generation; null until it is created. */
  readonly ticket: string | null;
  readonly url: string | null;
  /** Whether the create of this key was refused: nothing more can be told to it. */
  readonly refused: boolean;
  /** Ids of the operations to do, in order; their content stands in the table `operation`. */
  readonly queue: readonly string[];
  readonly head: Head;
  /** The operation taken in last: a repeat of the log is not taken again. */
  readonly tail: { readonly key: string; readonly seq: number };
  /** Logical time of the last change: ended lanes are forgotten by it. */
  readonly changedAt: number;
  readonly ended: boolean;
  /** When its create was last in doubt: the key may come to stand twice. Absent: never. */
  readonly doubted?: number;
}

export const fresh: Head = { phase: 'waiting', attempt: 0, notBefore: 0, look: false };

export function laneId(operation: Pick<TicketOperation, 'incident' | 'sink' | 'unit'>): string {
  return `${operation.incident}/${operation.sink}/${operation.unit}`;
}

export function newLane(operation: TicketOperation, tenant: string, at: number): Lane {
  const { incident, sink, unit, key } = operation;
  const id = laneId(operation);
  return {
    id,
    incident,
    sink,
    unit,
    tenant,
    key,
    ticket: null,
    url: null,
    refused: false,
    queue: [],
    head: fresh,
    tail: { key, seq: 0 },
    changedAt: at,
    ended: false,
  };
}

/** An open of the next generation turns the lane to it. */
export function turnedTo(lane: Lane, operation: TicketOperation): Lane {
  if (operation.op !== 'open' || operation.key === lane.key) return lane;
  return { ...lane, key: operation.key, ticket: null, url: null, refused: false };
}

export function isRepeat(lane: Lane, operation: TicketOperation): boolean {
  return operation.key === lane.tail.key && operation.seq <= lane.tail.seq;
}

/** Whether an earlier attempt at the head may have been heard. */
export function isDoubtful({ head }: Lane): boolean {
  return head.phase === 'in-doubt' || head.look;
}

/** Whether the last operation of the queue certainly was not sent yet. */
export function tailIsUnsent({ queue, head }: Lane): boolean {
  return queue.length > 1 || (queue.length === 1 && head.phase === 'waiting' && !head.look);
}

/** A comment may stand for an earlier one that was not sent yet; nothing else may vanish. */
export function mayCoalesce(earlier: TicketOperation, later: TicketOperation): boolean {
  return earlier.op === 'update' && later.op === 'update' && earlier.key === later.key;
}

/** How many updates one comment may stand for in words: older paragraphs fall out. */
const keptParagraphs = 5;

function joined(earlier: string, later: string): string {
  return [...earlier.split('\n'), ...later.split('\n')]
    .filter((line) => line !== '')
    .slice(-keptParagraphs)
    .join('\n');
}

/** The later operation, with what the earlier one would have said before its own words. */
export function coalesce(earlier: TicketOperation, later: TicketOperation): TicketOperation {
  const { publicText, technicalText } = later.fields;
  const fields = {
    ...later.fields,
    publicText: publicText === '' ? earlier.fields.publicText : publicText,
    technicalText: joined(earlier.fields.technicalText, technicalText),
  };
  return { ...later, fields };
}
