// The open incidents that are not major, narrowed by the filter in the address; or why there are none.
import { Button } from '@mantine/core';
import { useQuery, type useInfiniteQuery } from '@tanstack/react-query';
import { FilterX, Waves } from 'lucide-react';
import { statusQuery } from '../api/queries.ts';
import type { IncidentPage, IncidentRow } from '../api/shapes.ts';
import { isWall } from '../frame/wall.ts';
import { FaultPanel } from '../parts/fault-panel.tsx';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../words/use-words.tsx';
import { filtersNothing, fitsFilter, noFilter, type BoardFilter } from './board-filter.ts';
import { FilterBar } from './filter-bar.tsx';
import type { Team } from './filter-bar.tsx';
import { IncidentList } from './incident-list.tsx';
import styles from './open-incidents.module.css';

function Quiet() {
  const words = useWords();
  const { data: status } = useQuery(statusQuery);
  return (
    <Notice icon={<Waves aria-hidden />} title={words.board.quiet}>
      <p>
        {words.board.quietWhy} {status !== undefined && words.board.quietAlerts(status.alerts.open, status.alerts.held)}
      </p>
    </Notice>
  );
}

function NoMatch({ open, onClear }: { readonly open: number; readonly onClear: () => void }) {
  const words = useWords();
  return (
    <Notice icon={<FilterX aria-hidden />} title={words.board.noMatch}>
      <p>{words.board.noMatchWhy(open)}</p>
      <Button variant="default" onClick={onClear}>
        {words.board.clearFilter}
      </Button>
    </Notice>
  );
}

interface Shown {
  readonly asked: Pick<ReturnType<typeof useInfiniteQuery>, 'error' | 'hasNextPage' | 'isPlaceholderData'> & {
    readonly refetch: () => unknown;
    readonly fetchNextPage: () => unknown;
  };
  readonly pages: readonly IncidentPage[] | undefined;
  readonly majors: number;
  readonly filter: BoardFilter;
  readonly onFilter: (filter: BoardFilter) => void;
}

/** Owners among those shown; the chosen one stays choosable when nothing is left of it. */
function teamsOf(incidents: readonly IncidentRow[], filter: BoardFilter): Team[] {
  const names = new Map(filter.team === null ? [] : [[filter.team, filter.team]]);
  for (const { team, teamName } of incidents) if (team !== null) names.set(team, teamName ?? team);
  const teams = [...names].map(([id, name]) => ({ id, name }));
  return teams.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function Rows({ asked, pages, majors, filter, onFilter, open }: Shown & { readonly open: number }) {
  const words = useWords();
  const shown = (pages?.flatMap((page) => page.items) ?? []).filter((incident) => fitsFilter(incident, filter));
  if (pages === undefined) {
    return asked.error === null ? (
      <LoadingRows />
    ) : (
      <FaultPanel fault={asked.error} onRetry={() => void asked.refetch()} />
    );
  }
  if (shown.length > 0) return <IncidentList incidents={shown} />;
  if (!filtersNothing(filter)) return <NoMatch open={open} onClear={() => onFilter(noFilter)} />;
  return majors === 0 ? <Quiet /> : <p className={styles['count']}>{words.board.noOther}</p>;
}

export function OpenIncidents(shown: Shown) {
  const { asked, pages, majors, filter, onFilter } = shown;
  const words = useWords();
  const { data: status } = useQuery(statusQuery);
  const incidents = pages?.flatMap((page) => page.items) ?? [];
  const open = Math.max(incidents.length, (status?.incidents.open ?? 0) - majors);
  const fitting = incidents.filter((incident) => fitsFilter(incident, filter)).length;
  return (
    <section aria-labelledby="open-incidents" className={styles['open']}>
      <div className={styles['top']}>
        <h2 className={styles['title']} id="open-incidents">
          {majors === 0 ? words.board.incidents : words.board.others}{' '}
          {open > 0 && <span className={styles['count']}>{words.board.shown(fitting, open)}</span>}
        </h2>
        {!isWall() && open > 0 && (
          <FilterBar filter={filter} status={status} teams={teamsOf(incidents, filter)} onChange={onFilter} />
        )}
      </div>
      <Rows {...shown} open={open} />
      {asked.hasNextPage && (
        <Button variant="default" onClick={() => void asked.fetchNextPage()} className={styles['more'] ?? ''}>
          {words.board.more}
        </Button>
      )}
    </section>
  );
}
