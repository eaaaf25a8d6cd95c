// What the pages ask, under which key it is kept, and how old it may get.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Language } from '../words/words.ts';
import { readJson, sendJson } from './read-api.ts';
import type {
  AlertPage,
  DecisionPage,
  ImpactGraph,
  IncidentDetail,
  IncidentPage,
  Status,
  TimelinePage,
} from './shapes.ts';

const api = '/api/v1';
/** Without news on the stream a page still asks again by itself. */
const slowlyMs = 30_000;

interface Listing {
  readonly next: string | null;
}

function nextOf(page: Listing): string | undefined {
  return page.next ?? undefined;
}

/** `path` with what is asked added; absent ones left out. */
function asking(path: string, asked: Readonly<Record<string, string | null>>): string {
  const [bare = path, query] = path.split('?');
  const search = new URLSearchParams(query);
  for (const [name, value] of Object.entries(asked)) if (value !== null) search.set(name, value);
  return `${bare}?${search.toString()}`;
}

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: () => readJson<Status>(`${api}/status`),
  refetchInterval: slowlyMs,
});

/** Incidents in the board's order: majors, then priority, then age. */
export function incidentsQuery(state: 'open' | 'resolved', language: Language, limit: number) {
  return infiniteQueryOptions({
    queryKey: ['incidents', state, language, limit],
    queryFn: ({ pageParam }) =>
      readJson<IncidentPage>(
        asking(`${api}/incidents`, { state, lang: language, limit: String(limit), members: '0', after: pageParam }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
    refetchInterval: slowlyMs,
  });
}

export function incidentQuery(id: string, language: Language) {
  return queryOptions({
    queryKey: ['incident', id, language],
    queryFn: () => readJson<IncidentDetail>(asking(`${api}/incidents/${encodeURIComponent(id)}`, { lang: language })),
    refetchInterval: slowlyMs,
  });
}

export function impactQuery(id: string, link: string) {
  return queryOptions({
    queryKey: ['incident', id, 'impact'],
    queryFn: () => readJson<ImpactGraph>(link),
  });
}

export function alertsQuery(id: string, link: string) {
  return infiniteQueryOptions({
    queryKey: ['incident', id, 'alerts'],
    queryFn: ({ pageParam }) => readJson<AlertPage>(asking(link, { limit: '200', after: pageParam })),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
  });
}

export function timelineQuery(id: string, link: string, language: Language) {
  return infiniteQueryOptions({
    queryKey: ['incident', id, 'timeline', language],
    queryFn: ({ pageParam }) =>
      readJson<TimelinePage>(asking(link, { lang: language, limit: '200', after: pageParam })),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
  });
}

export function decisionsQuery(id: string, link: string, language: Language) {
  return infiniteQueryOptions({
    queryKey: ['incident', id, 'decisions', language],
    queryFn: ({ pageParam }) =>
      readJson<DecisionPage>(asking(link, { lang: language, limit: '200', after: pageParam })),
    initialPageParam: null as string | null,
    getNextPageParam: nextOf,
  });
}

/** Tells Vigie that someone has it; the outcome follows on the stream. */
export async function acknowledge(id: string, by: string, reason: string): Promise<void> {
  await sendJson(`${api}/incidents/${encodeURIComponent(id)}/acknowledge`, { by, reason });
}
