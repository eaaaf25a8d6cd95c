// A channel as the ledger sees it: each message is created once, late ones are given up, a doubt is repeated at most once.
import type { Notice } from '../../domain/notice.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { TicketOperation } from '../../domain/ticket.ts';
import type { Message, MessageLink, NotifyChannel, SendOutcome, Sent } from '../channel.ts';
import type { FindOutcome, SinkCall, SinkCapabilities, SinkOutcome, TicketSink } from '../sink.ts';
import { noticeWords } from '../wording/notice-words.ts';

/** Makes the addresses of links; null: there is none to give. */
export interface NoticeLinks {
  /** By which the recipient takes the incident in charge. */
  take(incident: string, recipient: string, at: number): string | null;
  open(incident: string): string | null;
}

export interface ChannelSinkParts {
  readonly channel: NotifyChannel;
  /** Of each recipient; null: the channel is the address. */
  readonly addresses: ReadonlyMap<string, string | null>;
  readonly links: NoticeLinks;
  readonly clock: Pick<Clock, 'now'>;
}

/** In doubt twice, a third message helps nobody. */
const repeatsAtMost = 1;
/** Attempts are forgotten with the process: a new life may repeat once more. */
const rememberedAttempts = 10_000;

interface Attempt {
  /** How often nobody knew what became of the ones before it. */
  readonly doubts: number;
  readonly outcome: Promise<SendOutcome>;
}

const never: SinkOutcome = { outcome: 'refused', code: 'notice-not-a-ticket', message: 'a message cannot be changed' };

export class ChannelSink implements TicketSink {
  readonly capabilities: SinkCapabilities;
  readonly #parts: ChannelSinkParts;
  /** By operation, the latest of this life. */
  readonly #attempts = new Map<string, Attempt>();

  constructor(parts: ChannelSinkParts) {
    this.#parts = parts;
    const { quarantineMs, concurrency, perMinute } = parts.channel.capabilities;
    this.capabilities = {
      quarantineMs,
      limits: { concurrency, ...(perMinute === undefined ? {} : { perMinute }) },
    };
  }

  /** Nothing can be looked up on any channel: what makes a repeat harmless is that it can be known again. */
  find(): Promise<FindOutcome> {
    return Promise.resolve({ outcome: 'found', tickets: [] });
  }

  async create({ operation, again }: SinkCall): Promise<SinkOutcome> {
    const { notice, id } = operation;
    if (notice === undefined) return never;
    const before = again ? this.#attempts.get(id) : undefined;
    // The caller's patience may end before the channel's answer comes: what is known by now is no doubt.
    const known = before === undefined ? undefined : await before.outcome;
    if (known?.outcome === 'sent') return done(known);
    // What an earlier life may have sent is in doubt once.
    const doubts = again ? (before?.doubts ?? 1) + (known?.outcome === 'in-doubt' ? 1 : 0) : 0;
    const refused = this.#refusal(notice, doubts);
    if (refused !== null) return refused;
    const { channel, addresses } = this.#parts;
    const message = this.#messageOf(operation, notice, doubts > 0);
    const outcome = channel.send(message, addresses.get(notice.recipient) ?? null);
    this.#remember(id, { doubts, outcome });
    const told = await outcome;
    return told.outcome === 'sent' ? done(told) : told;
  }

  update(): Promise<SinkOutcome> {
    return Promise.resolve(never);
  }

  escalate(): Promise<SinkOutcome> {
    return Promise.resolve(never);
  }

  resolve(): Promise<SinkOutcome> {
    return Promise.resolve(never);
  }

  reopen(): Promise<SinkOutcome> {
    return Promise.resolve(never);
  }

  merge(): Promise<SinkOutcome> {
    return Promise.resolve(never);
  }

  #refusal({ recipient, staleAt }: Notice, doubts: number): SinkOutcome | null {
    const { addresses, clock } = this.#parts;
    const refuse = (code: string, message: string): SinkOutcome => ({ outcome: 'refused', code, message });
    if (!addresses.has(recipient)) return refuse('notice-no-address', `${recipient} is not configured here any more`);
    if (clock.now() > staleAt) return refuse('notice-stale', 'too late: it would say nothing new any more');
    if (doubts > repeatsAtMost) return refuse('notice-unsure', 'sent twice, and never confirmed');
    return null;
  }

  #remember(id: string, attempt: Attempt): void {
    const [oldest] = this.#attempts.keys();
    if (this.#attempts.size >= rememberedAttempts && oldest !== undefined) this.#attempts.delete(oldest);
    this.#attempts.set(id, attempt);
  }

  #messageOf({ id, at, fields }: TicketOperation, notice: Notice, repeated: boolean): Message {
    const { kind, voice, headline, paragraphs, facts, thread, incidents } = notice;
    const { language } = fields;
    const isSaid = repeated && this.#parts.channel.capabilities.repeatsKnown === 'by-words';
    return {
      ...{ id, kind, voice, language, headline, facts, incidents, at, repeated },
      paragraphs: isSaid ? [noticeWords.repeat[language], ...paragraphs] : paragraphs,
      links: this.#linksOf(notice, language, at),
      thread: thread.map((key) => `${key}.1`),
    };
  }

  #linksOf({ incidents, answerable, recipient }: Notice, language: 'en' | 'fr', at: number): MessageLink[] {
    const [first] = incidents;
    if (first === undefined) return [];
    const { links } = this.#parts;
    const take = answerable ? links.take(first, recipient, at) : null;
    const open = links.open(incidents.length === 1 ? first : '');
    return [
      ...(take === null ? [] : [{ label: noticeWords.take[language], url: take, purpose: 'take' as const }]),
      ...(open === null ? [] : [{ label: noticeWords.open[language], url: open, purpose: 'open' as const }]),
    ];
  }
}

function done({ reference }: Sent): SinkOutcome {
  return { outcome: 'done', ticket: { ticket: reference, url: null } };
}
