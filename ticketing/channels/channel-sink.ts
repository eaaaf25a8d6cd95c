// A channel as the ledger sees it: each message is created once, late ones are given up, a doubt is repeated at most once.
import type { Notice } from '../../domain/notice.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { TicketOperation } from '../../domain/ticket.ts';
import type { Message, MessageLink, NotifyChannel } from '../channel.ts';
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
/** Doubts are forgotten with the process: a new life may repeat once more. */
const rememberedDoubts = 10_000;

const never: SinkOutcome = { outcome: 'refused', code: 'notice-not-a-ticket', message: 'a message cannot be changed' };

export class ChannelSink implements TicketSink {
  readonly capabilities: SinkCapabilities;
  readonly #parts: ChannelSinkParts;
  /** Operation → how often nobody knew what became of it. */
  readonly #doubts = new Map<string, number>();

  constructor(parts: ChannelSinkParts) {
    this.#parts = parts;
    const { quarantineMs, concurrency, perMinute } = parts.channel.capabilities;
    this.capabilities = {
      quarantineMs,
      keyPlace: 'external-id',
      limits: {
        ...{ concurrency, titleLength: 200, textBytes: 60_000 },
        ...(perMinute === undefined ? {} : { perMinute }),
      },
    };
  }

  /** Nothing can be looked up on any channel: what makes a repeat harmless is that it can be known again. */
  find(): Promise<FindOutcome> {
    return Promise.resolve({ outcome: 'found', tickets: [] });
  }

  async create({ operation, again }: SinkCall): Promise<SinkOutcome> {
    const { notice, id } = operation;
    if (notice === undefined) return never;
    // What an earlier life may have sent is in doubt once.
    const doubts = again ? (this.#doubts.get(id) ?? 1) : 0;
    const refused = this.#refusal(notice, doubts);
    if (refused !== null) return this.#settled(id, refused);
    const { channel, addresses } = this.#parts;
    const message = this.#messageOf(operation, notice, doubts > 0);
    const outcome = await channel.send(message, addresses.get(notice.recipient) ?? null);
    if (outcome.outcome === 'sent')
      return this.#settled(id, { outcome: 'done', ticket: { ticket: outcome.reference, url: null } });
    if (outcome.outcome === 'refused') return this.#settled(id, outcome);
    this.#remember(id, outcome.outcome === 'in-doubt' ? doubts + 1 : doubts);
    return outcome;
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

  #settled(id: string, outcome: SinkOutcome): SinkOutcome {
    this.#doubts.delete(id);
    return outcome;
  }

  #remember(id: string, doubts: number): void {
    if (this.#doubts.size >= rememberedDoubts) this.#doubts.clear();
    this.#doubts.set(id, doubts);
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
