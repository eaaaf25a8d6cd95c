// Makes the event of a line: by the rule that knows it, or, where none does and it is severe, by its template.
import type { Event } from '../../domain/event.ts';
import { fingerprint } from '../../domain/identity.ts';
import type { Severity } from '../../domain/severity.ts';
import { fillHoles, type Match, type ProfileRule } from '../profiles/profiles.ts';
import type { Captures } from '../profiles/text-pattern.ts';
import type { TimeOfEvent } from '../time-rule.ts';
import { BoundedMap } from './bounded-map.ts';
import type { SyslogLine } from './line.ts';
import type { LineText } from './line-text.ts';
import { structuredParams } from './rfc5424.ts';

/** interfaces.md, alerts.json: the first 200 characters make the name. */
const maxName = 200;
/** interfaces.md, limits: a value above 16 kB is cut. */
const maxMessage = 16_384;
const maxParams = 16;
const maxFingerprints = 20_000;
const maxHost = 1024;
/** Structured data that tells of the sending, not of what is sent. */
const transportParams = ['timeQuality.', 'meta.', 'origin.'];

/** A line with all that was found out about it. */
export interface HeardLine {
  readonly line: SyslogLine;
  readonly text: LineText;
  readonly truncated: boolean;
  /** Under which name its host is remembered. */
  readonly host: string;
  readonly peer: string | null;
  readonly time: TimeOfEvent;
}

type Identity = Pick<Event, 'state' | 'fingerprint' | 'severity' | 'effect' | 'ending'>;

export class LineEvents {
  readonly #fingerprints = new BoundedMap<string>(maxFingerprints);

  /** One event, or one for each condition that the line clears. */
  ofMatch(line: HeardLine, match: Match): Event[] {
    const { rule, captures, counted } = match;
    const heard = toldAs(line, match);
    const values = rule.key.map((name) => captures.get(name) ?? '');
    const peer = rule.peer === undefined ? '' : (captures.get(rule.peer) ?? '');
    const more = {
      ...(peer === '' ? {} : { peer }),
      ...(rule.category === undefined ? {} : { category: rule.category }),
    };
    const labels = { profile: rule.id, ...labelsOf(rule, captures) };
    const facts = factsOf(rule, captures);
    const identify = (condition: string): string => this.#identify('syslog', [heard.host, condition, ...values]);
    if (rule.opens !== undefined) {
      const { severity = 'warning', effect = 'at-risk', ending = { by: 'quiet' } } = rule;
      return [
        {
          ...base(heard, labels, facts),
          ...more,
          ...(counted === null ? {} : { counted }),
          state: 'problem',
          fingerprint: identify(rule.opens),
          severity,
          effect,
          ending,
        },
      ];
    }
    const told = { severity: rule.severity ?? 'info', effect: 'informs' } as const;
    const cleared = (rule.clears ?? []).map((condition): Identity => {
      return { ...told, state: 'clear', fingerprint: identify(condition), ending: { by: 'clear' } };
    });
    const informs = rule.informs === undefined ? [] : [rule.informs];
    const informed = informs.map((condition): Identity => {
      return { ...told, state: 'info', fingerprint: identify(condition), ending: { by: 'quiet' } };
    });
    return [...cleared, ...informed].map((identity) => ({ ...base(heard, labels, facts), ...more, ...identity }));
  }

  /**
   * No profile knows the line and it is severe (≤ 3). One rule for all of them: it says that something may be about
   * to fail (`at-risk`, so that no service counts as hit by a message nobody understands), ends by silence, and is
   * marked `unknown`, which keeps it from opening an incident above P4.
   */
  ofTemplate(heard: HeardLine, template: string): Event {
    const { app, vendorKey } = heard.line;
    return {
      ...base(heard, { profile: 'unknown' }),
      state: 'problem',
      fingerprint: this.#identify('template', [heard.host, app, vendorKey, template]),
      severity: unknownSeverity(heard.line.severity),
      effect: 'at-risk',
      ending: { by: 'quiet' },
      unknown: true,
    };
  }

  #identify(kind: string, parts: readonly string[]): string {
    return this.#fingerprints.touch(`${kind}\n${parts.join('\n')}`, () => fingerprint(kind, 1, ...parts));
  }
}

/** What the rule says it is about and calls it; who sent the line says nothing of another than its host. */
function toldAs(heard: HeardLine, { rule, captures, counted }: Match): HeardLine {
  const named = rule.name === undefined ? heard : { ...heard, line: renamed(heard.line, rule.name, counted) };
  if (rule.about === undefined) return named;
  const host = fillHoles(rule.about, captures);
  return { ...named, host: host.toLowerCase(), peer: null, line: { ...named.line, host } };
}

/** `One address tries many hosts: srv-01, srv-02 – Failed password for root …`. */
function renamed(line: SyslogLine, name: string, counted: Match['counted']): SyslogLine {
  const latest = counted === null || counted.latest.length === 0 ? '' : `: ${counted.latest.join(', ')}`;
  return { ...line, vendorId: '', summary: name, message: `${name}${latest} – ${line.message}` };
}

/** What tells one condition from another, and what the line named beside it; what it named by nothing is left out. */
function labelsOf(rule: ProfileRule, captures: Captures): Record<string, string> {
  const named = rule.named.map(([name]) => name).filter((name) => (captures.get(name) ?? '') !== '');
  return Object.fromEntries([...rule.key, ...named].map((name) => [name, captures.get(name) ?? '']));
}

/** `alice, 198.51.100.7`; an id in braces helps nobody, nor does what it is about, again. */
function factsOf(rule: ProfileRule, captures: Captures): string {
  if (rule.about !== undefined) return '';
  const named = rule.named.map(([name]) => name);
  const told = named.length === 0 && rule.name !== undefined ? rule.key : named;
  const values = told.map((name) => captures.get(name) ?? '');
  return values.filter((value) => value !== '' && !value.startsWith('{')).join(', ');
}

/** 0–2 (emergency to critical) → high, 3 and 4 (error, warning) → warning, else info. */
export function unknownSeverity(severity: number): Severity {
  if (severity <= 2) return 'high';
  return severity <= 4 ? 'warning' : 'info';
}

function base(heard: HeardLine, labels: Record<string, string>, facts = ''): Omit<Event, keyof Identity> {
  const { text, peer, time } = heard;
  const line = withSummary(heard.line, facts);
  const truncated = heard.truncated || line.message.length > maxMessage;
  return {
    name: nameOf(line),
    message: wholeSlice(line.message.replaceAll('\0', '\ufffd'), maxMessage),
    host: line.host === '' ? (peer ?? '') : line.host.slice(0, maxHost),
    ...(peer === null ? {} : { hints: [peer] }),
    labels: { ...labels, ...headerLabels(line) },
    occurredAt: time.occurredAt,
    clock: time.clock,
    ...(truncated ? { truncated } : {}),
    raw: text.raw,
    ...(text.encoding === 'base64' ? { rawEncoding: 'base64' as const } : {}),
  };
}

/** A text too long to name an alert is told by its first sentence and the values that matter; the rest follows. */
function withSummary(line: SyslogLine, facts: string): SyslogLine {
  if (line.summary === '') return line;
  const summary = facts === '' ? line.summary : `${line.summary} (${facts})`;
  const message = `${summary}${line.message.slice(line.summary.length)}`;
  return { ...line, summary, message };
}

/** The vendor's message id if any, then the text with its variables. */
function nameOf({ vendorId, message, summary }: SyslogLine): string {
  const plain = (summary === '' ? message : summary)
    .slice(0, maxName * 2)
    .replace(/[\x00-\x1f\x7f]+/g, ' ')
    .trim();
  return wholeSlice(vendorId === '' ? plain : `${vendorId} ${plain}`, maxName).trimEnd();
}

/** At most `max` UTF-16 units, never half a character. */
function wholeSlice(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

function headerLabels(line: SyslogLine): Record<string, string> {
  const labels = new Map<string, string>();
  if (line.app !== '') labels.set('app', line.app.slice(0, 255));
  if (line.vendorId !== '') labels.set('messageId', line.vendorId);
  if (line.structured !== '') {
    for (const [name, value] of structuredParams(line.structured, maxParams)) {
      if (!transportParams.some((prefix) => name.startsWith(prefix))) labels.set(name, value);
    }
  }
  return Object.fromEntries(labels);
}
