// How bad a source says it is, in the four words that every profile maps to.
import { z } from 'zod';

export const severities = ['critical', 'high', 'warning', 'info'] as const;
export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

/** 4 for critical down to 1 for info. */
export const severityRank: Readonly<Record<Severity, number>> = { critical: 4, high: 3, warning: 2, info: 1 };

/** The worse of two severities. */
export function worseSeverity(a: Severity, b: Severity): Severity {
  return severityRank[a] >= severityRank[b] ? a : b;
}
