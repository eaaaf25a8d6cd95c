// The OpenAPI 3.1 page, made from the same schemas that the answers are typed by.
import { z } from 'zod';
import {
  AlertsAsked,
  DailyTicketsAsked,
  DailyTicketsFileAsked,
  DecisionsAsked,
  ImpactAsked,
  IncidentsAsked,
  LanguageAsked,
  MembersAsked,
  PageAsked,
  ProblemsAsked,
  StatusAsked,
  TicketsAsked,
} from './asked.ts';
import * as commands from './command-contract.ts';
import { BackgroundView } from './background-contract.ts';
import * as contract from './contract.ts';
import { DailyTickets } from './daily-contract.ts';
import { ProblemPage, ProblemRow } from './problem-contract.ts';

interface Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly asked?: z.ZodObject;
  readonly body?: string;
  readonly status?: number;
  /** A schema by its name, or a media type. */
  readonly answer: string;
}

const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/incidents',
    summary: 'The board: majors, then priority, then the newest',
    asked: IncidentsAsked,
    answer: 'IncidentPage',
  },
  {
    method: 'get',
    path: '/api/v1/incidents/{id}',
    summary: 'One incident by id or number',
    asked: MembersAsked,
    answer: 'IncidentDetail',
  },
  {
    method: 'get',
    path: '/api/v1/incidents/{id}/alerts',
    summary: 'Its alerts',
    asked: PageAsked,
    answer: 'AlertPage',
  },
  {
    method: 'get',
    path: '/api/v1/incidents/{id}/decisions',
    summary: 'Its decisions, in words',
    asked: PageAsked,
    answer: 'DecisionPage',
  },
  {
    method: 'get',
    path: '/api/v1/incidents/{id}/timeline',
    summary: 'What happened, in order',
    asked: PageAsked,
    answer: 'TimelinePage',
  },
  {
    method: 'get',
    path: '/api/v1/incidents/{id}/notices',
    summary: 'Who was told of it, and who is asked next',
    asked: LanguageAsked,
    answer: 'IncidentNotices',
  },
  {
    method: 'post',
    path: '/api/v1/incidents/{id}/acknowledge',
    summary: 'Somebody has it',
    body: 'CommandRequest',
    status: 202,
    answer: 'CommandAccepted',
  },
  {
    method: 'post',
    path: '/api/v1/incidents/{id}/resolve',
    summary: 'Somebody says that it is over',
    body: 'CommandRequest',
    status: 202,
    answer: 'CommandAccepted',
  },
  {
    method: 'post',
    path: '/api/v1/incidents/{id}/cause',
    summary: 'Somebody says what the cause was',
    body: 'CauseRequest',
    status: 202,
    answer: 'CommandAccepted',
  },
  {
    method: 'post',
    path: '/api/v1/incidents/{id}/post-mortem',
    summary: 'Somebody says that the post-mortem of a major that is over is written; the reason says where it is',
    body: 'CommandRequest',
    status: 202,
    answer: 'CommandAccepted',
  },
  {
    method: 'post',
    path: '/api/v1/incidents/{id}/split',
    summary: 'Somebody says that the alerts of these CIs do not belong to the rest',
    body: 'SplitRequest',
    status: 202,
    answer: 'CommandAccepted',
  },
  { method: 'get', path: '/api/v1/alerts', summary: 'Alerts, open or ended', asked: AlertsAsked, answer: 'AlertPage' },
  { method: 'get', path: '/api/v1/alerts/{id}', summary: 'One alert', asked: LanguageAsked, answer: 'AlertRow' },
  {
    method: 'get',
    path: '/api/v1/decisions',
    summary: 'Decisions about a subject, `alert/…`, `incident/…` or `problem/…`',
    asked: DecisionsAsked,
    answer: 'DecisionPage',
  },
  {
    method: 'get',
    path: '/api/v1/tickets',
    summary: 'Tickets with their operations',
    asked: TicketsAsked,
    answer: 'TicketPage',
  },
  {
    method: 'get',
    path: '/api/v1/problems',
    summary: 'What comes back: problems proposed, open, closed or declined, newest first',
    asked: ProblemsAsked,
    answer: 'ProblemPage',
  },
  {
    method: 'get',
    path: '/api/v1/problems/{id}',
    summary: 'One problem by id or number',
    asked: LanguageAsked,
    answer: 'ProblemRow',
  },
  {
    method: 'post',
    path: '/api/v1/problems/{id}/open',
    summary: 'Somebody opens a problem that was proposed, or was closed',
    body: 'CommandRequest',
    status: 202,
    answer: 'CommandAccepted',
  },
  {
    method: 'post',
    path: '/api/v1/problems/{id}/decline',
    summary: 'Somebody says that it is none',
    body: 'CommandRequest',
    status: 202,
    answer: 'CommandAccepted',
  },
  {
    method: 'post',
    path: '/api/v1/problems/{id}/close',
    summary: 'Somebody says that its cause is gone',
    body: 'CommandRequest',
    status: 202,
    answer: 'CommandAccepted',
  },
  {
    method: 'post',
    path: '/api/v1/sinks/{id}/pause',
    summary: 'Leave a ticketing system alone: what is to be told there waits, in order',
    body: 'CommandRequest',
    status: 202,
    answer: 'CommandAccepted',
  },
  {
    method: 'post',
    path: '/api/v1/sinks/{id}/resume',
    summary: 'Go on with it',
    body: 'CommandRequest',
    status: 202,
    answer: 'CommandAccepted',
  },
  {
    method: 'get',
    path: '/api/v1/cmdb/impact',
    summary: 'The CMDB around an incident',
    asked: ImpactAsked,
    answer: 'ImpactGraph',
  },
  {
    method: 'get',
    path: '/api/v1/cmdb/quality',
    summary: 'What bad data in the CMDB costs, and a cure to copy',
    asked: LanguageAsked,
    answer: 'CmdbQuality',
  },
  {
    method: 'get',
    path: '/api/v1/tickets/daily',
    summary: 'What was done to tickets on a day, or would have been',
    asked: DailyTicketsAsked,
    answer: 'DailyTickets',
  },
  {
    method: 'get',
    path: '/api/v1/tickets/daily.csv',
    summary: 'The same day as a file',
    asked: DailyTicketsFileAsked,
    answer: 'text/csv',
  },
  { method: 'get', path: '/api/v1/status', summary: 'Clock, counts, sources', asked: StatusAsked, answer: 'Status' },
  {
    method: 'get',
    path: '/api/v1/stream',
    summary: 'Server-sent events `incident` and `status`',
    answer: 'text/event-stream',
  },
  { method: 'get', path: '/api/v1/openapi.json', summary: 'This page', answer: 'application/json' },
];

const named = {
  AlertRow: contract.AlertRow,
  AlertPage: contract.AlertPage,
  ApiFault: contract.ApiFault,
  CmdbQuality: contract.CmdbQuality,
  CommandAccepted: commands.CommandAccepted,
  CommandRequest: commands.CommandRequest,
  CauseRequest: commands.CauseRequest,
  SplitRequest: commands.SplitRequest,
  DailyTickets,
  DecisionPage: contract.DecisionPage,
  DecisionRow: contract.DecisionRow,
  ImpactGraph: contract.ImpactGraph,
  IncidentDetail: contract.IncidentDetail,
  IncidentNotices: contract.IncidentNotices,
  IncidentPage: contract.IncidentPage,
  IncidentRow: contract.IncidentRow,
  BackgroundView,
  ProblemPage,
  ProblemRow,
  LifeView: contract.LifeView,
  SlaRow: contract.SlaRow,
  Status: contract.Status,
  StreamIncident: contract.StreamEvents.incident,
  StreamStatus: contract.StreamEvents.status,
  TicketPage: contract.TicketPage,
  TicketRow: contract.TicketRow,
  TimelineEntry: contract.TimelineEntry,
  TimelinePage: contract.TimelinePage,
} as const;

export function openApi(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationObject(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Vigie console', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: { schemas: schemaObjects() },
  };
}

/** Answers may gain members, so what they hold besides is left open. */
function schemaObjects(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const isOpen = zodSchema._zod.def.type === 'object' && !('catchall' in zodSchema._zod.def);
      if (isOpen) delete jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]));
}

function refTo(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

function jsonOf(name: string): object {
  return { 'application/json': { schema: refTo(name) } };
}

function operationObject({ method, path, summary, asked, body, status = 200, answer }: Operation): object {
  const content = answer.includes('/') ? { [answer]: {} } : jsonOf(answer);
  return {
    summary,
    operationId: operationId(method, path),
    parameters: [...pathParameters(path), ...queryParameters(asked)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: jsonOf(body) } }),
    responses: {
      [String(status)]: { description: summary, content },
      default: { description: 'What went wrong', content: jsonOf('ApiFault') },
    },
  };
}

/** `get-incidents-id-alerts`. */
function operationId(method: string, path: string): string {
  return [method, ...path.split(/[^a-z]+/).slice(3)].filter((word) => word !== '').join('-');
}

function pathParameters(path: string): object[] {
  return path.includes('{id}') ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] : [];
}

function queryParameters(asked: z.ZodObject | undefined): object[] {
  if (asked === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(asked, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, schema]) => {
    return { name, in: 'query', required: required.includes(name), schema };
  });
}
