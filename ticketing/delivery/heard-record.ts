// What a record of `tickets` means to delivery, its body read once; null: nothing.
import type { StoredRecord } from '../../domain/record.ts';
import {
  SinkPause,
  sinkPausedKind,
  ticketDoneKind,
  ticketInflightKind,
  ticketMovedKind,
  TicketNote,
  ticketPlannedKind,
  ticketRefusedKind,
  TicketStep,
} from '../../domain/ticket.ts';

export type HeardRecord =
  | { readonly heard: 'planned' | 'inflight' | 'done' | 'refused'; readonly step: TicketStep }
  | { readonly heard: 'moved'; readonly note: TicketNote & { readonly ticket: string } }
  | { readonly heard: 'paused'; readonly pause: SinkPause }
  | { readonly heard: 'unreadable'; readonly why: string };

const steps = new Map([
  [ticketPlannedKind, 'planned'],
  [ticketInflightKind, 'inflight'],
  [ticketDoneKind, 'done'],
  [ticketRefusedKind, 'refused'],
] as const) as ReadonlyMap<string, 'planned' | 'inflight' | 'done' | 'refused'>;

const whyLength = 500;

export function hearRecord({ kind, body }: Pick<StoredRecord, 'kind' | 'body'>): HeardRecord | null {
  const heard = steps.get(kind);
  if (heard !== undefined) {
    const step = TicketStep.safeParse(body);
    if (step.success) return { heard, step: step.data };
    return { heard: 'unreadable', why: step.error.message.slice(0, whyLength) };
  }
  if (kind === ticketMovedKind) {
    const note = TicketNote.safeParse(body).data;
    const ticket = note?.ticket ?? null;
    return note === undefined || ticket === null ? null : { heard: 'moved', note: { ...note, ticket } };
  }
  const pause = kind === sinkPausedKind ? SinkPause.safeParse(body).data : undefined;
  return pause === undefined ? null : { heard: 'paused', pause };
}
