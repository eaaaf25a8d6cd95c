// Taking an incident in charge by the link of a message: a look changes nothing, since mail scanners look too; the button does.
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Incident } from '../../domain/incident.ts';
import { readTakeLink } from '../../ticketing/answering/take-link.ts';
import type { TakeLink } from '../../ticketing/answering/take-link.ts';
import { incidentTitle } from '../../ticketing/wording/incident-title.ts';
import type { Language } from '../../ticketing/wording/language.ts';
import { oneLine } from '../../ticketing/wording/join-words.ts';
import { takeWords } from '../../ticketing/wording/take-words.ts';
import { languageOf } from '../api/asked.ts';
import type { ApiOptions } from '../api/api-options.ts';
import { findIncident } from '../api/show-incident.ts';
import { takeCommand } from '../api/take-command.ts';
import { openView } from '../api/view.ts';
import { renderTakePage, takePagePolicy } from './take-page.ts';
import type { TakePage } from './take-page.ts';

export const takePath = '/take';

export interface TakeRoutes {
  readonly api: ApiOptions;
  readonly secret: string;
}

interface Asked {
  readonly token: string;
  readonly by: string;
  readonly language: Language;
}

/** A form of two fields. */
const formBytes = 8_192;

type Page = Omit<TakePage, 'language'> & { readonly status: number };

const without = (headline: string, status: number, ...lines: readonly string[]): Page => {
  return { status, headline, lines, form: null, open: null };
};

export function takeRoutes({ api, secret }: TakeRoutes): FastifyPluginAsync {
  return async (app) => {
    readForms(app);
    app.get(takePath, async (request, reply) => {
      const asked = askedIn(request, api, request.query);
      return show(reply, asked, await answer(asked, { api, secret }, lookAt));
    });
    app.post(takePath, { bodyLimit: formBytes }, async (request, reply) => {
      const asked = askedIn(request, api, request.body);
      return show(reply, asked, await answer(asked, { api, secret }, take));
    });
  };
}

function readForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body.toString())));
  });
}

function wordIn(fields: unknown, name: string): string {
  if (typeof fields !== 'object' || fields === null || !Object.hasOwn(fields, name)) return '';
  const word = (fields as Readonly<Record<string, unknown>>)[name];
  return typeof word === 'string' ? word : '';
}

function askedIn(request: FastifyRequest, { language }: ApiOptions, fields: unknown): Asked {
  const wished = wordIn(request.query, 'language');
  const asked = wished === 'en' || wished === 'fr' ? { language: wished } : {};
  const spoken = languageOf(asked as { language?: Language }, request.headers['accept-language'], language);
  return { token: wordIn(fields, 't'), by: oneLine(wordIn(fields, 'by'), 80), language: spoken };
}

type Act = (incident: Incident, link: TakeLink, asked: Asked, api: ApiOptions) => Page | Promise<Page>;

async function answer(asked: Asked, { api, secret }: TakeRoutes, act: Act): Promise<Page> {
  const words = takeWords[asked.language];
  const read = readTakeLink(secret, asked.token, api.clock.now());
  if (read.outcome === 'forged') return without(words.forged, 403, words.forgedWhy);
  if (read.link.tenant !== api.tenant) return without(words.forged, 403, words.forgedWhy);
  if (read.outcome === 'expired') return without(words.expired, 410, words.expiredWhy);
  const incident = await findIncident(read.link.incident, openView(api, asked.language));
  if (incident === null) return without(words.unknown, 404);
  return act(incident, read.link, asked, api);
}

function headOf(incident: Incident, language: Language): string {
  return `${incident.number}: ${incidentTitle(incident, language)}`;
}

/** What keeps it from being taken; null: nothing. */
function settled(incident: Incident, { language }: Asked): Page | null {
  const words = takeWords[language];
  if (incident.state !== 'open') return without(headOf(incident, language), 200, words.over);
  const by = incident.acknowledgedBy ?? incident.assignee ?? null;
  if (by === null) return null;
  return without(headOf(incident, language), 200, words.taken(oneLine(by, 80)));
}

const lookAt: Act = (incident, _link, asked) => {
  const words = takeWords[asked.language];
  const form = { token: asked.token, action: `${takePath}?language=${asked.language}` };
  const page: Page = {
    ...{ status: 200, headline: words.title, form, open: null },
    lines: [headOf(incident, asked.language), words.ask],
  };
  return settled(incident, asked) ?? page;
};

/** By the front door: the outcome follows, and stops the escalation. */
const take: Act = async (incident, { recipient }, asked, api) => {
  const words = takeWords[asked.language];
  const already = settled(incident, asked);
  if (already !== null) return already;
  const by = asked.by === '' ? recipient : asked.by;
  const reason = takeWords[api.language].reason(recipient);
  await takeCommand({ command: 'acknowledge', incident: incident.id, by, reason }, api);
  return without(words.thanks, 200, headOf(incident, asked.language), words.noted);
};

function show(reply: FastifyReply, { language }: Asked, { status, ...page }: Page): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-security-policy': takePagePolicy,
      'cache-control': 'no-store',
      // A form's origin is told to this page alone; with `no-referrer` browsers would tell none at all.
      'referrer-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8')
    .send(renderTakePage({ language, ...page }));
}
