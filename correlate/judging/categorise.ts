// Which of the six categories an incident belongs to: security first, else what its probable cause is.
import type { Category } from '../../domain/event.ts';

const byClass: Readonly<Record<string, Category>> = {
  switch: 'network',
  router: 'network',
  firewall: 'network',
  loadbalancer: 'network',
  link: 'network',
  server: 'hardware',
  storage: 'hardware',
  printer: 'hardware',
  power: 'hardware',
  vm: 'software',
  database: 'software',
  application: 'software',
  container: 'software',
};

export interface CategoryQuestion {
  /** Alerts of category security, and all alerts. */
  readonly security: number;
  readonly total: number;
  /** Class of the first root candidate, null if no alert is bound. */
  readonly rootClass: string | null;
}

export function categorise({ security, total, rootClass }: CategoryQuestion): Category {
  if (security > 0 && 2 * security >= total) return 'security';
  return (rootClass === null ? undefined : byClass[rootClass.toLowerCase()]) ?? 'software';
}
