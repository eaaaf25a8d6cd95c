// Turns syslog bytes into events: frames, headers, clocks, profiles; the rest is counted or told to be unreadable.
import type { Profiles } from '../profiles/profiles.ts';
import type { ClockPolicy, Read, Rejected, SyslogDecoder, Unmatched } from '../source.ts';
import { timeOf, withinSecond } from '../time-rule.ts';
import { ClockOffsets } from './clock-offsets.ts';
import { Framer, type Frame } from './framing.ts';
import { detached, hostKey, saysNothing } from './host-key.ts';
import { LineEvents, unknownSeverity, type HeardLine } from './line-event.ts';
import { isZipped, rawOf, textOf, unzip } from './line-text.ts';
import { parseLine } from './parse-line.ts';
import { StampResolver } from './stamp-resolver.ts';
import { Tallies } from './tallies.ts';
import { templateOf } from './template.ts';
import { TemplateLimit } from './template-limit.ts';

/** Severe enough to be an alert although no profile knows it: error and worse (interfaces.md, issue text). */
const severeAtMost = 3;
/** Names cut from shorter lines may keep them alive: that is little. */
const longLine = 1024;

export interface SyslogDecoderOptions {
  readonly profiles: Profiles;
  /** IANA zone for times that carry none. */
  readonly timezone: string;
  readonly clock?: ClockPolicy;
}

const faultReasons: Readonly<Record<string, string>> = {
  'frame-incomplete': 'the connection ended inside a frame',
  'frame-length': 'the frame says it is longer than 1 MB',
  'frame-broken': 'these bytes follow a frame whose length was wrong',
  'frame-zip': 'the compressed frame cannot be unpacked within 64 kB',
  'line-empty': 'the line says nothing',
};

interface Origin {
  readonly peer: string | null;
  readonly receivedAt: number;
  readonly conn: string | null;
}

/** Read in the making. */
interface Draft {
  readonly events: Read['events'][number][];
  readonly unmatched: Unmatched[];
  readonly rejected: Rejected[];
  ignored: number;
}

class Decoder implements SyslogDecoder {
  readonly #options: SyslogDecoderOptions;
  readonly #stamps: StampResolver;
  readonly #offsets = new ClockOffsets();
  readonly #tallies: Tallies;
  readonly #lineEvents = new LineEvents();
  readonly #templates = new TemplateLimit();
  readonly #framers = new Map<string, Framer>();
  #draft: Draft = newDraft();
  #origin: Origin = { peer: null, receivedAt: 0, conn: null };

  constructor(options: SyslogDecoderOptions) {
    this.#options = options;
    this.#stamps = new StampResolver(options.timezone);
    this.#tallies = new Tallies(options.profiles);
  }

  datagram(bytes: Uint8Array, peer: string | null, receivedAt: number): Read {
    this.#begin({ peer, receivedAt, conn: null });
    this.#take({ bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), truncated: false, fault: null });
    return this.#draft;
  }

  chunk(conn: string, bytes: Uint8Array, peer: string | null, receivedAt: number): Read {
    this.#begin({ peer, receivedAt, conn });
    let framer = this.#framers.get(conn);
    if (framer === undefined) {
      framer = new Framer((frame) => this.#take(frame));
      this.#framers.set(conn, framer);
    }
    framer.push(bytes);
    return this.#draft;
  }

  close(conn: string, receivedAt: number): Read {
    this.#begin({ peer: null, receivedAt, conn });
    this.#framers.get(conn)?.end();
    this.#framers.delete(conn);
    return this.#draft;
  }

  #begin(origin: Origin): void {
    this.#draft = newDraft();
    this.#origin = origin;
  }

  #take({ bytes, truncated, fault }: Frame): void {
    if (fault !== null) return this.#reject(fault, bytes);
    if (!isZipped(bytes)) return this.#hear(bytes, bytes, truncated);
    const plain = unzip(bytes);
    if (plain === null) return this.#reject('frame-zip', bytes);
    this.#hear(plain, bytes, false);
  }

  #hear(bytes: Buffer, sent: Buffer, truncated: boolean): void {
    const { peer, receivedAt } = this.#origin;
    const text = textOf(bytes);
    const line = parseLine(text.text, { stamps: this.#stamps, receivedAt });
    if (line.message === '' && line.vendorId === '' && line.host === '' && line.app === '') {
      return this.#reject('line-empty', sent);
    }
    const name = hostKey(saysNothing(line.host) && peer !== null ? peer : line.host);
    const host = text.text.length > longLine ? detached(name) : name;
    const offsetMs = this.#offsets.observe(host, line.atMs, receivedAt);
    const policy = this.#options.clock ?? 'source';
    // The median of a steady offset has the grain of its clock in it.
    const atMs = line.atMs === null || offsetMs !== undefined ? line.atMs : withinSecond(line.atMs, receivedAt);
    const time = timeOf({ atMs, receivedAt, offsetMs, policy });
    this.#judge({ line, text, truncated, host, peer, time });
  }

  #judge(heard: HeardLine): void {
    const { line, host } = heard;
    const counted = { host, receivedAt: this.#origin.receivedAt };
    const match = this.#options.profiles.match(line, (rule, captures) => this.#tallies.admit(rule, captures, counted));
    if (match === null) return this.#unknown(heard);
    if (match.rule.ignores !== undefined) this.#draft.ignored += 1;
    else this.#draft.events.push(...this.#lineEvents.ofMatch(heard, match));
  }

  #unknown(heard: HeardLine): void {
    const { line, host, text, time } = heard;
    const writer = `${host}\n${line.app}`;
    const known = text.text.length > longLine ? detached(writer) : writer;
    const template = this.#templates.admit(known, templateOf(`${line.vendorId} ${line.message}`));
    if (line.severity <= severeAtMost) {
      this.#draft.events.push(this.#lineEvents.ofTemplate(heard, template));
      return;
    }
    const encoding = text.encoding === 'base64' ? ({ encoding: 'base64' } as const) : {};
    const severity = unknownSeverity(line.severity);
    this.#draft.unmatched.push({ host, severity, occurredAt: time.occurredAt, template, raw: text.raw, ...encoding });
  }

  #reject(code: string, bytes: Buffer): void {
    const { conn, peer } = this.#origin;
    const from = peer === null ? '' : ` from ${peer}`;
    const at = conn === null ? `datagram${from}` : `connection ${conn}${from}`;
    this.#draft.rejected.push({ code, reason: faultReasons[code] ?? code, at, ...rawOf(bytes) });
  }
}

function newDraft(): Draft {
  return { events: [], unmatched: [], rejected: [], ignored: 0 };
}

/** Deterministic: same bytes at the same times in the same order give the same reads. */
export function createSyslogDecoder(options: SyslogDecoderOptions): SyslogDecoder {
  return new Decoder(options);
}
