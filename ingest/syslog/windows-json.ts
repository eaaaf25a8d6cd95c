// Reads a Windows event written as JSON: NXLog's `to_json`, and Winlogbeat's members as Logstash passes them on.
import { z } from 'zod';
import type { WindowsEvent } from './windows-form.ts';

/** Where the event tells what it is; beyond this nobody writes it. */
const maxJson = 65_536;
const maxFields = 100;

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const text = scalar
  .optional()
  .catch(undefined)
  .transform((value) => value ?? '');

const NxlogEvent = z.looseObject({
  EventID: scalar,
  SourceName: z.string(),
  Hostname: text,
  EventTime: text,
  Message: text,
});

const BeatEvent = z.looseObject({
  '@timestamp': text,
  message: text,
  winlog: z.looseObject({
    event_id: scalar,
    provider_name: z.string(),
    computer_name: text,
    event_data: z.record(z.string(), z.unknown()).optional().catch(undefined),
  }),
});

/** Null where the text is no such event. */
export function readJsonEvent(message: string): WindowsEvent | null {
  if (message.charCodeAt(0) !== 123 || message.length > maxJson) return null;
  if (!message.includes('"EventID"') && !message.includes('"winlog"')) return null;
  const json = parse(message);
  return readNxlog(json) ?? readBeat(json);
}

function readNxlog(json: unknown): WindowsEvent | null {
  const { success, data: event } = NxlogEvent.safeParse(json);
  if (!success) return null;
  const { EventID: id, SourceName: provider, Hostname: host, EventTime, Message: message } = event;
  return { id, provider, host, at: EventTime, message, fields: scalarsOf(event) };
}

function readBeat(json: unknown): WindowsEvent | null {
  const { success, data: event } = BeatEvent.safeParse(json);
  if (!success) return null;
  const { event_id: id, provider_name: provider, computer_name: host, event_data = {} } = event.winlog;
  return { id, provider, host, at: event['@timestamp'], message: event.message, fields: scalarsOf(event_data) };
}

function scalarsOf(members: Readonly<Record<string, unknown>>): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(members).slice(0, maxFields)) {
    const read = scalar.safeParse(value);
    if (read.success) fields.set(name, read.data);
  }
  return fields;
}

function parse(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return null;
  }
}
