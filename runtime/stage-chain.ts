// The chain hash: SHA-256 over every record that a stage ever wrote, so that two runs can be proven equal.
import { hash } from 'node:crypto';
import type { Outgoing } from '../domain/ports/state-store.ts';
import { lineOf } from './log/record-line.ts';

/** The chain of a stage that wrote nothing yet. */
export const chainStart = '';

/** Of the stage's own JSON, before provenance: how records were batched does not show. */
export function chained(chain: string, out: readonly Outgoing[]): string {
  return out.reduce(
    (before, { stream, record }) => hash('sha256', `${before}${stream}\n${lineOf(record)}`, 'hex'),
    chain,
  );
}
