// The identity of an alert that is a set of labels, as Prometheus and Alertmanager have it.
import { fingerprint } from '../domain/identity.ts';
import type { SourceProfile } from './source.ts';

export type Labels = Readonly<Record<string, string>>;

/** Prometheus: a label with an empty value is no label. */
export function presentLabels(labels: Labels): Labels {
  const all = Object.entries(labels);
  const present = all.filter(([, value]) => value !== '');
  return present.length === all.length ? labels : Object.fromEntries(present);
}

function sortedPairs(labels: Labels): [string, string][] {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Equal whichever way the same labels came: the source's name is no part of it. */
export function labelSetFingerprint(labels: Labels, profile: SourceProfile): string {
  const { identity, ignoredLabels } = profile;
  const counts = (name: string): boolean => identity.length === 0 || identity.includes(name);
  const kept = sortedPairs(labels).filter(([name]) => counts(name) && !ignoredLabels.has(name));
  return fingerprint('labels', 1, ...kept.flat());
}

const separator = 0xff;

/**
 * What Alertmanager calls this label set: 64-bit FNV-1a over `name 0xff value 0xff` in sorted order, 16 hex digits
 * (720 of 720 recorded ones recomputed equal: sources-observed). In halves of 32 bits: BigInt is ten times slower.
 */
export function alertmanagerFingerprint(labels: Labels): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  const add = (byte: number): void => {
    low = (low ^ byte) >>> 0;
    // × 0x100000001b3 = (× 0x1b3) + (low 24 bits of the low half, shifted by 40).
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 0x1_0000_0000) + (low << 8)) >>> 0;
    low = product >>> 0;
  };
  for (const text of sortedPairs(labels).flat()) {
    for (const byte of Buffer.from(text, 'utf8')) add(byte);
    add(separator);
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
