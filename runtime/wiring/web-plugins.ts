// Everything that the one HTTP server serves: doors for sources, the API, metrics, the pages.
import { fileURLToPath } from 'node:url';
import type { FastifyPluginAsync } from 'fastify';
import { takePath, takeRoutes } from '../../console/answering/take-routes.ts';
import { consoleApi } from '../../console/api/console-api.ts';
import type { ApiOptions } from '../../console/api/api-options.ts';
import { staticPages } from '../../console/static-pages.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import { httpDoor } from '../../ingest/http-door.ts';
import type { Site } from '../config/load-site.ts';
import { barCaller } from '../http/browser-guard.ts';
import type { PublicPage } from '../http/browser-guard.ts';
import { LoginGuard } from '../login/login-guard.ts';
import { addMetricsRoute } from '../telemetry/metrics-route.ts';
import type { HeardSources } from './heard-sources.ts';
import { shutDoor } from './shut-door.ts';
import type { Surroundings } from './surroundings.ts';

const builtPages = fileURLToPath(new URL('../../console/web/dist', import.meta.url));

export interface WebParts {
  readonly site: Site;
  readonly surroundings: Surroundings;
  readonly heard: HeardSources;
  /** Null: another process shows the pages. */
  readonly api: ApiOptions | null;
  /** Where sources' records go; null: not here. */
  readonly door: EventLog | null;
  /** Signs the links of messages; null: there are none. */
  readonly linkSecret: string | null;
  /** A demo plays: sources are refused. */
  readonly isShut: boolean;
}

export function webPlugins({
  site,
  surroundings,
  heard,
  api,
  door,
  isShut,
  linkSecret,
}: WebParts): FastifyPluginAsync[] {
  const pages: FastifyPluginAsync = async (app) => staticPages(app, { folder: builtPages });
  const metrics: FastifyPluginAsync = async (app) => addMetricsRoute(app, surroundings.metrics);
  const shown = api === null ? [metrics] : [consoleApi(api), metrics, pages];
  const doors = door === null ? [] : [httpDoor({ sources: site.httpSources, ...doorParts(door, surroundings, heard) })];
  // Whoever has a signed link needs no other login.
  const links = api === null || linkSecret === null ? [] : [answering(site, takeRoutes({ api, secret: linkSecret }))];
  return [...(isShut ? [shutDoor] : doors), ...links, behindLogin(site, shown)];
}

function doorParts(
  log: EventLog,
  { clock, metrics }: Surroundings,
  heard: HeardSources,
): Omit<Parameters<typeof httpDoor>[0], 'sources'> {
  return {
    log,
    clock,
    meter: {
      stored: (source) => heard.heard(source),
      // Dead letters are counted where they are written.
      rejected: () => undefined,
      answered: (source, status) => metrics.doorAnswers.inc({ source: source ?? 'none', status }),
    },
  };
}

/** The doors stand outside: sources show tokens of their own. */
function behindLogin({ config }: Site, plugins: readonly FastifyPluginAsync[]): FastifyPluginAsync {
  return async (app) => {
    const users = new Map(Object.entries(config.console.login?.users ?? {}));
    if (users.size > 0) new LoginGuard(users).guard(app);
    for (const plugin of plugins) await app.register(plugin);
  };
}

/** Under a loopback name, or the one that the site made public for it; never under any other. */
function answering({ config }: Site, routes: FastifyPluginAsync): FastifyPluginAsync {
  const names = { isLoopbackOnly: true, publicPage: publicPageOf(config) };
  return async (app) => {
    app.addHook('onRequest', async ({ method, headers, url }, reply) => {
      const barred = barCaller({ method, headers, url }, names);
      return barred === null ? undefined : reply.code(barred.status).send(barred.body);
    });
    await app.register(routes);
  };
}

export function publicPageOf({ console: { publicUrl } }: Site['config']): PublicPage | null {
  return publicUrl === undefined ? null : { url: publicUrl, path: takePath };
}
