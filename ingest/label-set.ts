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
