// The mean over the intrusion scenarios, which has a bar of its own.
import type { Figure } from '../figure.ts';

export function meanOfScenarios(figures: readonly Figure[]): Figure[] {
  const macro = figures.filter(({ bench, metric }) => bench.startsWith('ait-') && metric.startsWith('best-overlap'));
  if (macro.length === 0) return [];
  const value = macro.reduce((sum, figure) => sum + figure.value, 0) / macro.length;
  const metric = `best-overlap F1, mean of ${macro.length} scenarios`;
  return [{ bench: 'ait', metric, value, unit: '', bar: '≥0.8', peer: 'prototype .80' }];
}
