// What a Freshservice ticket is told: escaped HTML, levels by the site's maps; tags and assets merged, since a list replaces what stands there.
import type { TicketFields, TicketOperation } from '../../../domain/ticket.ts';
import { cutToBytes, harmless, harmlessLine } from '../../text/harmless-text.ts';
import { paragraphs } from '../../text/html-text.ts';
import { markedTitle } from '../text/marks.ts';
import type { FreshProblem, FreshTicket } from './freshservice-answers.ts';
import { freshStates } from './freshservice-config.ts';
import type { FreshserviceConfig } from './freshservice-config.ts';
import { majorTag, problemStatus, tagOf } from './freshservice-words.ts';

type Input = Readonly<Record<string, unknown>>;

const incidentType = 'Incident';
const subjectLength = 250;
/** A note of a megabyte is read by nobody. */
const freshTextBytes = 100_000;

export function freshHtml(text: string, ending = ''): string {
  return paragraphs(`${cutToBytes(harmless(text), freshTextBytes)}\n${ending}`);
}

function levels(
  { title, priority, impact, urgency }: TicketFields,
  config: FreshserviceConfig,
): Record<string, unknown> {
  return {
    subject: harmlessLine(title, subjectLength),
    priority: config.priorities[String(priority) as keyof typeof config.priorities],
    impact: config.levels[impact],
    urgency: config.levels[urgency],
  };
}

function assetsOf({ cis }: TicketFields, { assets }: FreshserviceConfig): number[] {
  return cis.flatMap((ci) => (Object.hasOwn(assets, ci) ? [assets[ci] ?? 0] : []));
}

const asAssets = (ids: readonly number[]): Input => ({ assets: ids.map((display_id) => ({ display_id })) });

export function newTicket({ fields, key }: TicketOperation, config: FreshserviceConfig): Input {
  const group =
    fields.team !== null && Object.hasOwn(config.groups, fields.team) ? config.groups[fields.team] : undefined;
  const assets = assetsOf(fields, config);
  return {
    email: config.requester,
    type: incidentType,
    status: Number(freshStates(config).at('registered')),
    description: freshHtml(fields.publicText, `Vigie ${key}`),
    tags: [tagOf(key)],
    ...levels(fields, config),
    ...(group === undefined ? {} : { group_id: group }),
    ...(config.workspace === undefined ? {} : { workspace_id: config.workspace }),
    ...(assets.length === 0 ? {} : asAssets(assets)),
  };
}

/** Only what differs. The key's tag comes back where a person took it off. */
export function changesOf({ fields, key }: TicketOperation, now: FreshTicket, config: FreshserviceConfig): Input {
  const wanted = Object.entries(levels(fields, config));
  const changed = wanted.filter(([name, value]) => now[name as keyof FreshTicket] !== value);
  const linked = (now.assets ?? []).map(({ display_id }) => display_id);
  const added = assetsOf(fields, config).filter((asset) => !linked.includes(asset));
  const tagged = now.tags.some((tag) => tag.toUpperCase() === tagOf(key).toUpperCase());
  return {
    ...Object.fromEntries(changed),
    ...(added.length === 0 ? {} : asAssets([...linked, ...added])),
    ...(tagged ? {} : { tags: [...now.tags, tagOf(key)] }),
  };
}

export function majorTags(now: FreshTicket, major: boolean): readonly string[] {
  const others = now.tags.filter((tag) => tag !== majorTag);
  return major ? [...others, majorTag] : others;
}

const dayMs = 86_400_000;

/** Its form knows no tag, so the key's marker begins the subject; requester and due date are demanded. */
export function newProblem(operation: TicketOperation, config: FreshserviceConfig): Input {
  const { key, at, fields } = operation;
  const { requester, dueInDays = 0 } = config.problems ?? {};
  return {
    ...problemLevels(operation, config),
    requester_id: requester,
    status: problemStatus.open,
    description: freshHtml(fields.publicText, `Vigie ${key}`),
    due_by: new Date(at + dueInDays * dayMs).toISOString().replace(/\.\d+/, ''),
    ...(config.workspace === undefined ? {} : { workspace_id: config.workspace }),
  };
}

/** Only what differs. */
export function changesOfProblem(operation: TicketOperation, now: FreshProblem, config: FreshserviceConfig): Input {
  const wanted = Object.entries(problemLevels(operation, config));
  return Object.fromEntries(wanted.filter(([name, value]) => now[name as keyof FreshProblem] !== value));
}

function problemLevels(operation: TicketOperation, config: FreshserviceConfig): Record<string, unknown> {
  const { priority, impact } = levels(operation.fields, config);
  return { subject: markedTitle(operation), priority, impact };
}
