// What a change system tells of planned work, as JSON: windows with the names of CIs; cancelled ones left out.
import { z } from 'zod';
import { ConfigError, isFault } from '../../domain/errors.ts';
import { parseSafeJson } from '../../ingest/safe-json.ts';
import { mostWindows, type Horizon, type ToldWindow } from './told-window.ts';

const Told = z.object({
  id: z.union([z.string().min(1).max(200), z.number()]).transform(String),
  cis: z.union([
    z.array(z.string().max(500)).max(1_000),
    z
      .string()
      .max(500)
      .transform((one) => [one]),
  ]),
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  reason: z.string().max(500).default(''),
  status: z.string().max(100).optional(),
});
const List = z.union([z.array(Told), z.object({ windows: z.array(Told) }).transform(({ windows }) => windows)]);
const isOff = /^(cancell?ed|rejected|draft|refused)$/i;

/** @throws ConfigError `windows-unreadable`, `windows-too-many`. */
export function readWindowList(text: string, { fromMs, toMs }: Horizon): ToldWindow[] {
  const read = List.safeParse(parsed(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ConfigError('windows-unreadable', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unreadable'}`);
  }
  const windows = read.data
    .filter(({ status }) => status === undefined || !isOff.test(status))
    .map(({ id, cis, from, to, reason }) => {
      return { id, names: cis, fromMs: Date.parse(from), toMs: Date.parse(to), reason };
    })
    .filter((window) => window.toMs > fromMs && window.fromMs < toMs && window.toMs > window.fromMs);
  if (windows.length > mostWindows)
    throw new ConfigError('windows-too-many', `more than ${String(mostWindows)} windows at once`);
  return windows;
}

function parsed(text: string): unknown {
  try {
    return parseSafeJson(new TextEncoder().encode(text)).value;
  } catch (cause) {
    if (!isFault(cause)) throw cause;
    throw new ConfigError('windows-unreadable', cause.message, { cause });
  }
}
