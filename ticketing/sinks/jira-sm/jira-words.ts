// What Jira's words mean to us: the label of a key, the standing of a status, the kind of an issue.
import type { SeenTicket, TicketStanding } from '../../reader.ts';
import { jiraStates } from './jira-config.ts';
import type { JiraConfig } from './jira-config.ts';

export function labelOf(key: string): string {
  return `vigie-${key}`;
}

/** Null: not an issue of ours. */
export function keyIn(labels: readonly string[]): string | null {
  return labels.map((label) => /^vigie-([A-Z2-7]{26})$/.exec(label)?.[1]).find((key) => key !== undefined) ?? null;
}

interface Status {
  readonly name: string;
  readonly statusCategory: { readonly key: string };
}

const byCategory: Readonly<Record<string, TicketStanding>> = {
  new: 'new',
  indeterminate: 'in-progress',
  done: 'resolved',
};

/** By name where the site says so; else by category, since names are a workflow's own. */
export function standingOf({ name, statusCategory }: Status, config: JiraConfig): TicketStanding {
  const named = jiraStates(config).standingOf(name);
  const category = Object.hasOwn(byCategory, statusCategory.key) ? byCategory[statusCategory.key] : undefined;
  return named ?? category ?? 'in-progress';
}

export function isEnded(status: Status, config: JiraConfig): boolean {
  return ['resolved', 'closed'].includes(standingOf(status, config));
}

export function kindOf(issueType: string): SeenTicket['kind'] {
  if (/incident/i.test(issueType)) return 'incident';
  if (/problem/i.test(issueType)) return 'problem';
  return /request/i.test(issueType) ? 'request' : 'other';
}
