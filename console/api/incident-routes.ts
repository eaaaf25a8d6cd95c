// The routes of one incident and of the board.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { symptomKindsOf } from '../../correlate/judging/root/cause-history.ts';
import { PayloadError } from '../../domain/errors.ts';
import type { Incident } from '../../domain/incident.ts';
import type { ApiOptions } from './api-options.ts';
import { ImpactAsked, IncidentsAsked, LanguageAsked, languageOf, MembersAsked, PageAsked, readAsked } from './asked.ts';
import { CauseRequest, CommandRequest, SplitRequest } from './command-contract.ts';
import { notFound } from './http-faults.ts';
import { listIncidentAlerts } from './list-alerts.ts';
import { listIncidentDecisions } from './list-decisions.ts';
import { listIncidents } from './list-incidents.ts';
import { listNotices } from './list-notices.ts';
import { listTimeline } from './list-timeline.ts';
import { readWish } from './read-wish.ts';
import { showImpact } from './show-impact.ts';
import { findIncident, showIncident } from './show-incident.ts';
import { takeCommand } from './take-command.ts';
import { takePostMortem } from './take-post-mortem.ts';
import { openView, type View } from './view.ts';

interface WithId {
  Params: { id: string };
}
type Asked = Parameters<typeof languageOf>[0];
/** A wish is a few words. */
const commandBytes = 16_384;

export function incidentRoutes(app: FastifyInstance, options: ApiOptions): void {
  const viewOf = (asked: Asked, request: FastifyRequest): View =>
    openView(options, languageOf(asked, request.headers['accept-language'], options.language));

  app.get('/api/v1/incidents', async (request) => {
    const asked = readAsked(IncidentsAsked, request.query);
    return listIncidents(asked, viewOf(asked, request));
  });
  app.get<WithId>('/api/v1/incidents/:id', async (request, reply) => {
    const asked = readAsked(MembersAsked, request.query);
    const view = viewOf(asked, request);
    return withIncident(request.params.id, { view, reply }, (found) => showIncident(found, asked.members, view));
  });
  app.get<WithId>('/api/v1/incidents/:id/alerts', async (request, reply) => {
    const asked = readAsked(PageAsked, request.query);
    const view = viewOf(asked, request);
    return withIncident(request.params.id, { view, reply }, (found) => listIncidentAlerts(found, asked, view));
  });
  app.get<WithId>('/api/v1/incidents/:id/decisions', async (request, reply) => {
    const asked = readAsked(PageAsked, request.query);
    const view = viewOf(asked, request);
    return withIncident(request.params.id, { view, reply }, ({ id }) => listIncidentDecisions(id, asked, view));
  });
  app.get<WithId>('/api/v1/incidents/:id/timeline', async (request, reply) => {
    const asked = readAsked(PageAsked, request.query);
    const view = viewOf(asked, request);
    return withIncident(request.params.id, { view, reply }, (found) => listTimeline(found, asked, view));
  });
  app.get<WithId>('/api/v1/incidents/:id/notices', async (request, reply) => {
    const view = viewOf(readAsked(LanguageAsked, request.query), request);
    return withIncident(request.params.id, { view, reply }, ({ id }) => listNotices(id, view));
  });
  app.get('/api/v1/cmdb/impact', async (request, reply) => {
    const asked = readAsked(ImpactAsked, request.query);
    const view = viewOf(asked, request);
    return withIncident(asked.incident, { view, reply }, (found) => showImpact(found, view));
  });
  commandRoutes(app, options);
  causeRoute(app, options);
  postMortemRoute(app, options);
}

function commandRoutes(app: FastifyInstance, options: ApiOptions): void {
  for (const command of ['acknowledge', 'resolve', 'split'] as const) {
    const path = `/api/v1/incidents/:id/${command}`;
    app.post<WithId>(path, { bodyLimit: commandBytes }, async (request, reply) => {
      const wish = command === 'split' ? readWish(request, SplitRequest) : readWish(request, CommandRequest);
      const view = openView(options, options.language);
      return withIncident(request.params.id, { view, reply }, async ({ id: incident }) =>
        reply.code(202).send(await takeCommand({ command, incident, ...wish }, options)),
      );
    });
  }
}

/** "This was the cause": what the incident showed goes along, so that the word counts after its rows are gone. */
function causeRoute(app: FastifyInstance, options: ApiOptions): void {
  app.post<WithId>('/api/v1/incidents/:id/cause', { bodyLimit: commandBytes }, async (request, reply) => {
    const { ci, ...wish } = readWish(request, CauseRequest);
    const view = openView(options, options.language);
    if (view.graph.ci(ci) === undefined)
      throw new PayloadError('bad-body', `ci: the CMDB knows no ${ci}`, { at: 'ci' });
    return withIncident(request.params.id, { view, reply }, async (found) => {
      const command = { command: 'name-cause', incident: found.id, ci, kinds: symptomKindsOf(found), ...wish } as const;
      return reply.code(202).send(await takeCommand(command, options));
    });
  });
}

/** Only what was a major, and is over, has one. */
function postMortemRoute(app: FastifyInstance, options: ApiOptions): void {
  app.post<WithId>('/api/v1/incidents/:id/post-mortem', { bodyLimit: commandBytes }, async (request, reply) => {
    const { by, reason: where } = readWish(request, CommandRequest);
    const view = openView(options, options.language);
    return withIncident(request.params.id, { view, reply }, async ({ id: incident, major, state }) => {
      if (major === null || state !== 'resolved')
        throw new PayloadError('no-post-mortem-due', 'Only a major incident that is over has a post-mortem.');
      return reply.code(202).send(await takePostMortem({ incident, by, where }, options));
    });
  });
}

async function withIncident(
  id: string,
  { view, reply }: { readonly view: View; readonly reply: FastifyReply },
  answer: (incident: Incident) => Promise<unknown>,
): Promise<unknown> {
  const incident = await findIncident(id, view);
  return incident === null ? notFound(reply, 'incident') : answer(incident);
}
