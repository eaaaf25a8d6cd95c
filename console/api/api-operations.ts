// What can be asked at the API: each path with its method, what it takes and what it answers.
import type { z } from 'zod';
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

export interface Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly asked?: z.ZodObject;
  readonly body?: string;
  readonly status?: number;
  /** A schema by its name, or a media type. */
  readonly answer: string;
}

export const operations: readonly Operation[] = [
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
