// What a syslog pack may say: which message opens, clears or only tells of which condition. Strict.
import { z } from 'zod';
import { Category } from '../../domain/event.ts';
import { Effect } from '../../domain/effect.ts';
import { Severity } from '../../domain/severity.ts';

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const captureName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]{0,31}$/, 'a capture is named in camelCase, 32 characters at most')
  .refine((name) => !['constructor', 'prototype'].includes(name), 'this name is refused');
const fieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'the name of a value, without blanks');
const short = z.string().min(1).max(500);
const listOf = <T extends z.ZodType>(entry: T) =>
  z.union([entry.transform((one) => [one]), z.array(entry).min(1).max(100)]);

/** `clear`: a message ends it. `quiet`: none does; silence ends it (policy: 10 min, unless `withinMs`). */
const EndingRule = z.union([
  z.enum(['clear', 'quiet']).transform((by) => ({ by })),
  z.strictObject({ by: z.literal('quiet'), withinMs: z.number().int().min(1000) }),
]);

const Tally = z.strictObject({
  name: slug,
  by: z.array(captureName).max(5).default([]),
  /** Counts the different texts of this capture, not the lines. `host`: the machines that wrote them. */
  distinct: captureName.optional(),
  /** Counts over all hosts of the source together, not for each. */
  allHosts: z.boolean().default(false),
});
const Needs = z.strictObject({
  tally: slug,
  by: z.array(captureName).max(5).default([]),
  atLeast: z.number().int().min(1).max(1000),
  withinMs: z.number().int().min(1000).max(86_400_000),
});

export const PackRule = z.strictObject({
  id: slug,
  /** Which lines: vendor ids (`%LINK-3-UPDOWN`, the digit does not count) or applications; neither: any line. */
  mnemonic: listOf(
    z.string().regex(/^%?[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*$/, 'a vendor id such as %LINK-3-UPDOWN'),
  ).optional(),
  app: listOf(z.string().min(1).max(64)).optional(),
  /**
   * `Interface {interface}, changed state to down`: words in `{x}`, any text in `{x...}` or `{*}`; more may follow, but
   * for a `{x}` at the end. `{x...last}`: any text up to the last place where what follows stands: for what the far end
   * chose, which may read like the rest of the line.
   */
  text: listOf(short).optional(),
  /** RE2, found anywhere in the text; named groups capture. `contains` is looked for first. */
  pattern: short.optional(),
  contains: z.string().min(3).max(200).optional(),
  /** Captures taken from the values that the line names: capture → their name. One that is not there captures nothing. */
  fields: z.record(captureName, fieldName).default({}),
  /** Named values that must be one of these; `*` before or after a text: any. A rule may have no other condition. */
  where: z.record(fieldName, listOf(z.string().min(1).max(200))).default({}),
  /** Capture that must be an address of a private network (RFC 1918, RFC 4193). */
  inside: captureName.optional(),
  /** What it means: exactly one of the four. */
  opens: slug.optional(),
  clears: listOf(slug).optional(),
  informs: slug.optional(),
  ignores: z.string().min(1).max(200).optional(),
  /** Captures that tell one condition of a host from another. */
  key: z.array(captureName).max(5).default([]),
  severity: Severity.optional(),
  effect: Effect.optional(),
  ending: EndingRule.optional(),
  category: Category.optional(),
  /** Capture that names the CI at the other end. */
  peer: captureName.optional(),
  /**
   * What the alert is about, where that is not the host that wrote the line: captures in braces, `{address}`. All hosts
   * then tell of one condition.
   */
  about: z.string().min(1).max(200).optional(),
  /** What the alert is called, where no single line says what they add up to. */
  name: short.optional(),
  /** Counts each matching line under these names, per host and captures. A line without one of them counts nothing. */
  tally: listOf(Tally).default([]),
  /** Matches only once a tally stands this high. */
  needs: Needs.optional(),
  /** Neither counts nor matches while one of these tallies stands this high. */
  unless: listOf(Needs).default([]),
});
export type PackRule = z.infer<typeof PackRule>;

export const Pack = z.strictObject({
  version: z.literal(1),
  pack: slug,
  about: z.string().max(500).optional(),
  rules: z.array(PackRule).min(1).max(500),
});
export type Pack = z.infer<typeof Pack>;
