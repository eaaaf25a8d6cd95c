// The port of a way to reach people, in ticketing's words: one message to one address. Adapters: ticketing/channels.
import type { NoticeKind, NoticeVoice } from '../domain/notice.ts';
import type { ProbeFinding } from './probe.ts';
import type { Failed, InDoubt, Refused } from './sink.ts';
import type { Language } from './wording/language.ts';

export interface MessageLink {
  readonly label: string;
  /** http or https. */
  readonly url: string;
  readonly purpose: 'take' | 'open';
}

/** Plain text throughout: what a channel would obey (markup, mentions, header ends) is the channel's to escape. */
export interface Message {
  /** The operation's: the same for a repeat, so that a receiver may know it again. */
  readonly id: string;
  readonly kind: NoticeKind | 'drill';
  readonly voice: NoticeVoice;
  readonly language: Language;
  readonly headline: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly links: readonly MessageLink[];
  /** Ids of the first and of the last message of its thread; empty: it begins one. */
  readonly thread: readonly string[];
  readonly incidents: readonly string[];
  /** Epoch ms of the logical time at which it was planned. */
  readonly at: number;
  /** True: an earlier attempt may have arrived. */
  readonly repeated: boolean;
}

export interface Sent {
  readonly outcome: 'sent';
  /** As the channel names the message. */
  readonly reference: string;
}

export type SendOutcome = Sent | Failed | Refused | InDoubt;

export interface ChannelCapabilities {
  /** Longest that a call lasts; after a doubt nothing is repeated before. */
  readonly quarantineMs: number;
  /**
   * No channel can be asked whether a message arrived. `by-id`: a repeat carries the same id, and who receives it can
   * tell; `by-words`: it says itself that it is a repeat.
   */
  readonly repeatsKnown: 'by-id' | 'by-words';
  readonly concurrency: number;
  /** Messages a minute that the other side takes; absent: it names no bound. */
  readonly perMinute?: number;
}

/** No member throws or rejects for what the other side does. */
export interface NotifyChannel {
  readonly capabilities: ChannelCapabilities;
  /** `address`: of the recipient, where the channel needs one; null: the channel is the address. */
  send(message: Message, address: string | null): Promise<SendOutcome>;
  /** Reads only: sends nothing to anybody. */
  probe(): Promise<readonly ProbeFinding[]>;
  stop(): Promise<void>;
}
