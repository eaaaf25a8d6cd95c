// The console's API as one fastify plugin: what pages, scripts, amtool and Grafana read, and the wishes of people.
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { alertmanagerReads } from './alertmanager/alertmanager-reads.ts';
import { silenceRoutes } from './alertmanager/silence-routes.ts';
import { alertRow } from './alert-row.ts';
import type { ApiOptions } from './api-options.ts';
import {
  AlertsAsked,
  DailyTicketsAsked,
  DailyTicketsFileAsked,
  DecisionsAsked,
  LanguageAsked,
  languageOf,
  readAsked,
  StatusAsked,
  TicketsAsked,
} from './asked.ts';
import { answerFault, notFound } from './http-faults.ts';
import { incidentRoutes } from './incident-routes.ts';
import { listAlerts } from './list-alerts.ts';
import { dailyTicketsCsv, listDailyTickets } from './list-daily-tickets.ts';
import { listDecisions } from './list-decisions.ts';
import { listTickets } from './list-tickets.ts';
import { LiveFeed } from './live-feed.ts';
import { openApi } from './openapi.ts';
import { problemRoutes } from './problem-routes.ts';
import { showCmdbQuality } from './show-cmdb-quality.ts';
import { showStatus, StatusCounts } from './show-status.ts';
import { sinkRoutes } from './sink-routes.ts';
import { streamRoute } from './stream-route.ts';
import { openView } from './view.ts';

/** Security headers, host and origin checks are the server's, for all that it serves. */
export function consoleApi(options: ApiOptions): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler(answerFault);
    app.removeContentTypeParser('text/plain');
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    incidentRoutes(app, options);
    listRoutes(app, options);
    problemRoutes(app, options);
    sinkRoutes(app, options);
    cmdbRoutes(app, options);
    statusRoutes(app, options);
    alertmanagerReads(app, options);
    silenceRoutes(app, options);
  };
}

function listRoutes(app: FastifyInstance, options: ApiOptions): void {
  const { language } = options;
  app.get('/api/v1/alerts', async (request) => {
    const asked = readAsked(AlertsAsked, request.query);
    return listAlerts(asked.state, asked, openView(options, language));
  });
  app.get<{ Params: { id: string } }>('/api/v1/alerts/:id', async (request, reply) => {
    readAsked(LanguageAsked, request.query);
    const view = openView(options, language);
    const alert = await view.reader.alert(request.params.id);
    return alert === null ? notFound(reply, 'alert') : alertRow(alert, view);
  });
  app.get('/api/v1/decisions', async (request) => {
    const asked = readAsked(DecisionsAsked, request.query);
    const spoken = languageOf(asked, request.headers['accept-language'], language);
    return listDecisions(asked.subject, asked, openView(options, spoken));
  });
  app.get('/api/v1/tickets', async (request) => {
    return listTickets(readAsked(TicketsAsked, request.query), openView(options, language));
  });
  app.get('/api/v1/tickets/daily', async (request) => {
    return listDailyTickets(readAsked(DailyTicketsAsked, request.query), openView(options, language));
  });
  app.get('/api/v1/tickets/daily.csv', async (request, reply) => {
    const asked = readAsked(DailyTicketsFileAsked, request.query);
    const text = await dailyTicketsCsv(asked, openView(options, language));
    const name = `vigie-tickets-${asked.day ?? 'today'}.csv`;
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(text);
  });
}

function cmdbRoutes(app: FastifyInstance, options: ApiOptions): void {
  app.get('/api/v1/cmdb/quality', async (request) => {
    const asked = readAsked(LanguageAsked, request.query);
    const language = languageOf(asked, request.headers['accept-language'], options.language);
    return showCmdbQuality(options.cmdb(), openView(options, language));
  });
}

function statusRoutes(app: FastifyInstance, options: ApiOptions): void {
  const counts = new StatusCounts(options);
  app.get('/api/v1/status', async (request) => {
    const { hash } = readAsked(StatusAsked, request.query);
    return showStatus(options, counts, hash);
  });
  const page = openApi(options.version);
  app.get('/api/v1/openapi.json', async () => page);
  const feed = new LiveFeed(options);
  const following = feed.run((thrown) => app.log.error({ err: thrown }, 'live stream lost the log'));
  app.addHook('preClose', async () => {
    feed.close();
    await following;
  });
  app.get('/api/v1/stream', streamRoute(feed, options.clock));
}
