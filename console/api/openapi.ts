// The OpenAPI 3.1 page, made from the same schemas that the answers are typed by.
import { z } from 'zod';
import { operations, type Operation } from './api-operations.ts';
import * as commands from './command-contract.ts';
import { BackgroundView } from './background-contract.ts';
import { AlertPage, AlertRow, DecisionPage, DecisionRow } from './alert-contract.ts';
import { CmdbQuality, ImpactGraph } from './cmdb-contract.ts';
import {
  IncidentDetail,
  IncidentPage,
  IncidentRow,
  LifeView,
  SlaRow,
  TimelineEntry,
  TimelinePage,
} from './incident-contract.ts';
import { IncidentNotices } from './notice-contract.ts';
import { ApiFault, Status, StreamEvents } from './status-contract.ts';
import { TicketPage, TicketRow } from './ticket-contract.ts';
import { DailyTickets } from './daily-contract.ts';
import { ProblemPage, ProblemRow } from './problem-contract.ts';

const named = {
  AlertRow,
  AlertPage,
  ApiFault,
  CmdbQuality,
  CommandAccepted: commands.CommandAccepted,
  CommandRequest: commands.CommandRequest,
  CauseRequest: commands.CauseRequest,
  SplitRequest: commands.SplitRequest,
  DailyTickets,
  DecisionPage,
  DecisionRow,
  ImpactGraph,
  IncidentDetail,
  IncidentNotices,
  IncidentPage,
  IncidentRow,
  BackgroundView,
  ProblemPage,
  ProblemRow,
  LifeView,
  SlaRow,
  Status,
  StreamIncident: StreamEvents.incident,
  StreamStatus: StreamEvents.status,
  TicketPage,
  TicketRow,
  TimelineEntry,
  TimelinePage,
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
