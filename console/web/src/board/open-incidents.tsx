// The open incidents that are not major, narrowed by the filter in the address; or why there are none.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FilterX, Waves } from 'lucide-react';
import { useSearchParams } from 'wouter';
import { statusQuery } from '../api/queries.ts';
import type { IncidentRow } from '../api/shapes.ts';
import { isWall } from '../frame/wall.ts';
import { Notice } from '../parts/notice.tsx';
import { isMajorNow } from '../parts/tell-headline.ts';
import { useWords } from '../words/use-words.tsx';
import { filtersNothing, fitsFilter, readFilter, writeFilter, type BoardFilter } from './board-filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { IncidentList } from './incident-list.tsx';
import styles from './open-incidents.module.css';

interface Shown {
  readonly incidents: readonly IncidentRow[];
  readonly more: boolean;
  readonly onMore: () => void;
}

const noFilter: BoardFilter = { text: '', priorities: [], team: null, unacknowledged: false };

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

export function OpenIncidents({ incidents, more, onMore }: Shown) {
  const words = useWords();
  const { data: status } = useQuery(statusQuery);
  const [search, setSearch] = useSearchParams();
  const filter = readFilter(search);
  const change = (next: BoardFilter): void => setSearch((now) => writeFilter(now, next), { replace: true });
  if (incidents.length === 0) return <Quiet />;
  const others = incidents.filter((incident) => !isMajorNow(incident));
  const shown = others.filter((incident) => fitsFilter(incident, filter));
  const teams = [...new Set(others.flatMap((incident) => incident.team ?? []))].sort();
  const title = others.length === incidents.length ? words.board.incidents : words.board.others;
  return (
    <section aria-labelledby="open-incidents" className={styles['open']}>
      <div className={styles['top']}>
        <h2 className={styles['title']} id="open-incidents">
          {title} <span className={styles['count']}>{words.board.shown(shown.length, others.length)}</span>
        </h2>
        {!isWall() && others.length > 0 && (
          <FilterBar filter={filter} status={status} teams={teams} onChange={change} />
        )}
      </div>
      {others.length === 0 && <p className={styles['count']}>{words.board.noOther}</p>}
      {shown.length > 0 && <IncidentList incidents={shown} />}
      {shown.length === 0 && !filtersNothing(filter) && others.length > 0 && (
        <NoMatch open={others.length} onClear={() => change(noFilter)} />
      )}
      {more && (
        <Button variant="default" onClick={onMore} className={styles['more'] ?? ''}>
          {words.board.more}
        </Button>
      )}
    </section>
  );
}
