// What the pages ask, under which key it is kept, and how old it may get.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Language } from '../words/words.ts';
import { answerOf, api } from './api-client.ts';

/** Without news on the stream a page still asks again by itself. */
const slowlyMs = 30_000;
const firstPage = null as string | null;

function nextOf({ next }: { readonly next: string | null }): string | undefined {
  return next ?? undefined;
}

/** The cursor as the address carries it: absent on the first page. */
function from(after: string | null): { after?: string } {
  return after === null ? {} : { after };
}

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: () => answerOf(api.GET('/api/v1/status')),
  refetchInterval: slowlyMs,
});

export interface IncidentsAsked {
  readonly state: 'open' | 'resolved';
  readonly major?: boolean;
  readonly priorities?: readonly number[];
  readonly text?: string;
  readonly limit: number;
}

function wishOf({ state, major, priorities = [], text = '', limit }: IncidentsAsked, lang: Language) {
  return {
    ...{ state, lang, limit: String(limit), members: '0' },
    ...(major === undefined ? {} : { major: major ? ('true' as const) : ('false' as const) }),
    ...(priorities.length === 0 ? {} : { priority: priorities.join(',') }),
    ...(text === '' ? {} : { q: text }),
  };
}

/** Incidents in the board's order: majors, then priority, then age; narrowed by the server. */
export function incidentsQuery(asked: IncidentsAsked, language: Language) {
  const wish = wishOf(asked, language);
  return infiniteQueryOptions({
    queryKey: ['incidents', wish],
    queryFn: ({ pageParam }) =>
      answerOf(api.GET('/api/v1/incidents', { params: { query: { ...wish, ...from(pageParam) } } })),
    initialPageParam: firstPage,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
    refetchInterval: slowlyMs,
  });
}

export function incidentQuery(id: string, lang: Language) {
  const query = { lang, members: '0' };
  return queryOptions({
    queryKey: ['incident', id, lang],
    queryFn: () => answerOf(api.GET('/api/v1/incidents/{id}', { params: { path: { id }, query } })),
    refetchInterval: slowlyMs,
  });
}

export function impactQuery(incident: string) {
  return queryOptions({
    queryKey: ['incident', incident, 'impact'],
    queryFn: () => answerOf(api.GET('/api/v1/cmdb/impact', { params: { query: { incident } } })),
  });
}

export function cmdbQualityQuery(language: Language) {
  return queryOptions({
    queryKey: ['cmdb', 'quality', language],
    queryFn: () => answerOf(api.GET('/api/v1/cmdb/quality', { params: { query: { language } } })),
  });
}

/** A day's tickets, in order; null: today's, by the site's zone. */
export function dailyQuery(day: string | null) {
  const wish = day === null ? {} : { day };
  return infiniteQueryOptions({
    queryKey: ['tickets', 'daily', day],
    queryFn: ({ pageParam }) =>
      answerOf(api.GET('/api/v1/tickets/daily', { params: { query: { ...wish, ...from(pageParam) } } })),
    initialPageParam: firstPage,
    getNextPageParam: nextOf,
    placeholderData: keepPreviousData,
    refetchInterval: slowlyMs,
  });
}

/** Problems, newest first, page by page. */
export function problemsQuery(language: Language) {
  return infiniteQueryOptions({
    queryKey: ['problems', language],
    queryFn: ({ pageParam }) =>
      answerOf(api.GET('/api/v1/problems', { params: { query: { language, limit: '100', ...from(pageParam) } } })),
    initialPageParam: firstPage,
    getNextPageParam: nextOf,
    refetchInterval: slowlyMs,
  });
}

export function noticesQuery(id: string) {
  return queryOptions({
    queryKey: ['incident', id, 'notices'],
    queryFn: () => answerOf(api.GET('/api/v1/incidents/{id}/notices', { params: { path: { id } } })),
    refetchInterval: slowlyMs,
  });
}

export function alertsQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['incident', id, 'alerts'],
    queryFn: ({ pageParam }) => {
      const query = { limit: '200', ...from(pageParam) };
      return answerOf(api.GET('/api/v1/incidents/{id}/alerts', { params: { path: { id }, query } }));
    },
    initialPageParam: firstPage,
    getNextPageParam: nextOf,
  });
}

export function timelineQuery(id: string, lang: Language) {
  return infiniteQueryOptions({
    queryKey: ['incident', id, 'timeline', lang],
    queryFn: ({ pageParam }) => {
      const query = { lang, limit: '500', ...from(pageParam) };
      return answerOf(api.GET('/api/v1/incidents/{id}/timeline', { params: { path: { id }, query } }));
    },
    initialPageParam: firstPage,
    getNextPageParam: nextOf,
  });
}

/** Latest first: what stands now is what one asks about. */
export function decisionsQuery(id: string, lang: Language) {
  return infiniteQueryOptions({
    queryKey: ['incident', id, 'decisions', lang],
    queryFn: ({ pageParam }) => {
      const query = { lang, order: 'desc' as const, limit: '300', ...from(pageParam) };
      return answerOf(api.GET('/api/v1/incidents/{id}/decisions', { params: { path: { id }, query } }));
    },
    initialPageParam: firstPage,
    getNextPageParam: nextOf,
  });
}

/** All tickets, page by page. */
export const ticketsQuery = infiniteQueryOptions({
  queryKey: ['tickets'],
  queryFn: ({ pageParam }) =>
    answerOf(api.GET('/api/v1/tickets', { params: { query: { limit: '500', ...from(pageParam) } } })),
  initialPageParam: firstPage,
  getNextPageParam: nextOf,
});

/** Tells Vigie that someone has it; the outcome follows on the stream. */
export async function acknowledge(id: string, by: string, reason: string): Promise<void> {
  await answerOf(api.POST('/api/v1/incidents/{id}/acknowledge', { params: { path: { id } }, body: { by, reason } }));
}

/** Tells Vigie what the cause was; the outcome follows on the stream. */
export async function nameCause(id: string, ci: string, { by, reason }: { by: string; reason: string }): Promise<void> {
  await answerOf(api.POST('/api/v1/incidents/{id}/cause', { params: { path: { id } }, body: { ci, by, reason } }));
}

export type ProblemWish = 'open' | 'decline' | 'close';

/** Tells Vigie what is to become of a problem; the outcome follows. */
export async function tellProblem(
  id: string,
  wish: ProblemWish,
  body: { readonly by: string; readonly reason: string },
): Promise<void> {
  await answerOf(api.POST(`/api/v1/problems/{id}/${wish}`, { params: { path: { id } }, body }));
}

/** The post-mortem is written, and where; the outcome follows on the stream. */
export async function writePostMortem(id: string, by: string, reason: string): Promise<void> {
  await answerOf(api.POST('/api/v1/incidents/{id}/post-mortem', { params: { path: { id } }, body: { by, reason } }));
}

/** What of it does not belong to it; the outcome follows on the stream. */
export async function split(id: string, cis: readonly string[], said: { by: string; reason: string }): Promise<void> {
  const body = { ...said, cis: [...cis] };
  await answerOf(api.POST('/api/v1/incidents/{id}/split', { params: { path: { id } }, body }));
}
