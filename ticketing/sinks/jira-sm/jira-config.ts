// What a site says about its Jira Service Management: cloud or Data Center, project, and what its priorities and statuses mean.
import { z } from 'zod';
import { stateMapOf, States } from '../states/state-map.ts';

const name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\u0000-\u001f]+$/, 'one line');
const field = z
  .string()
  .max(60)
  .regex(/^[a-z][A-Za-z0-9_]+$/, 'the id of a field, as customfield_10010');

const siteUrl = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => !/[?#]|\/rest\b/.test(url), 'the address of the site, without /rest')
  .transform((url) => url.replace(/\/$/, ''));

const credential = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'a token is printable ASCII without spaces');

/**
 * Least rights of the account in the project: Browse projects, Create issues, Edit issues, Transition issues, Resolve
 * issues, Add comments, Link issues; as a JSM agent, or internal comments cannot be written.
 */
export const JiraConfig = z.strictObject({
  type: z.literal('jira-sm'),
  language: z.enum(['en', 'fr']).optional(),
  product: z.enum(['cloud', 'data-center']).default('cloud'),
  /** `https://SITE.atlassian.net`, or `https://api.atlassian.com/ex/jira/CLOUD-ID` for a scoped token; or the Data Center's own. */
  url: siteUrl,
  /** Where a browser opens issues, if that is another address. */
  siteUrl: siteUrl.optional(),
  /** Cloud: the account's e-mail, with an API token. Absent: the token is sent as a bearer (Data Center, OAuth). */
  user: z
    .string()
    .max(200)
    .regex(/^[\x21-\x39\x3b-\x7e]+$/, 'no spaces, no colon')
    .optional(),
  token: credential,
  project: z.string().regex(/^[A-Z][A-Z0-9_]{1,30}$/, 'the key of a project'),
  issueType: name.default('[System] Incident'),
  /** Problems get an issue of this type, as `[System] Problem`; absent: none. */
  problemType: name.optional(),
  /** Makes the issue a request that its reporter sees in the portal. */
  requestType: z.strictObject({ field, value: name }).optional(),
  /** Team of the CMDB → what goes into the field that names a team. */
  team: z.strictObject({ field, values: z.record(z.string().max(200), name) }).optional(),
  /** Our priority → Jira's, by name. */
  priorities: z
    .strictObject({ '1': name, '2': name, '3': name, '4': name, '5': name })
    .default({ '1': 'Highest', '2': 'High', '3': 'Medium', '4': 'Low', '5': 'Lowest' }),
  /** Set while the incident is major. */
  majorLabel: z
    .string()
    .regex(/^\S{1,200}$/, 'a label has no spaces')
    .default('major-incident'),
  /**
   * Step of an incident's life → statuses, by name. Vigie ends in the first of `resolved` and opens again in the first of
   * `assigned`; where none is named, in the first that its category allows. Others are read by their category.
   */
  states: stateMapOf(name).default({}),
  /** Where a transition asks for a resolution. */
  resolution: name.default('Done'),
  linkTypes: z
    .strictObject({ duplicate: name, continues: name })
    .default({ duplicate: 'Duplicate', continues: 'Relates' }),
  /** Each call, answer included. */
  timeoutMs: z.number().int().min(500).max(120_000).default(15_000),
  /** Longest run of a request on the server. */
  serverMaxMs: z.number().int().min(0).max(600_000).default(60_000),
  /** Cloud's search is behind by "seconds to minutes" (ticketing-apis, §4). */
  searchLagMs: z.number().int().min(0).max(3_600_000).default(300_000),
  concurrency: z.number().int().min(1).max(16).default(4),
});
export type JiraConfig = z.infer<typeof JiraConfig>;

/** What a service project's workflow comes with, where its category says too little. */
const stockStates = { pending: ['Pending', 'Waiting for customer'], closed: ['Closed', 'Canceled'] } as const;

export const jiraStates = ({ states }: Pick<JiraConfig, 'states'>): States => new States(states, stockStates);
