// Which tickets did this day bring, or would it have brought where Vigie only observes? In order, with a file to take along.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { CalendarCheck, ChevronLeft, ChevronRight, Download } from 'lucide-react';
import { useEffect } from 'react';
import { Link, useSearchParams } from 'wouter';
import { dailyQuery } from '../api/queries.ts';
import type { DailyTickets } from '../api/shapes.ts';
import { FaultPanel } from '../parts/fault-panel.tsx';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './daily-page.module.css';
import { DailyTable } from './daily-table.tsx';
import { neighbourDay } from './neighbour-day.ts';

export function DailyPage() {
  const words = useWords();
  const [asked] = useSearchParams();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(dailyQuery(asked.get('day')));
  useEffect(() => {
    document.title = `${words.daily.link} · Vigie`;
  }, [words]);
  const [first] = data?.pages ?? [];
  if (data === undefined || first === undefined)
    return error === null ? <LoadingRows /> : <FaultPanel fault={error} onRetry={() => void refetch()} />;
  const lines = data.pages.flatMap(({ items }) => items);
  return (
    <div className={styles['page']}>
      <Head day={first.day} lines={lines} />
      {lines.length === 0 ? (
        <Notice icon={<CalendarCheck aria-hidden />} title={words.daily.none}>
          <p>{words.daily.noneWhy}</p>
        </Notice>
      ) : (
        <DailyTable lines={lines} />
      )}
      {hasNextPage && (
        <Button variant="default" onClick={() => void fetchNextPage()}>
          {words.daily.more}
        </Button>
      )}
    </div>
  );
}

function Head({ day, lines }: { readonly day: string; readonly lines: DailyTickets['items'] }) {
  const words = useWords();
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const count = (...ops: string[]): number => lines.filter(({ op }) => ops.includes(op)).length;
  return (
    <>
      <div className={styles['head']}>
        <h1 className={styles['title']}>{words.daily.title(words.time.date(date, month, year))}</h1>
        <nav className={styles['days']}>
          <Link href={`/daily?day=${neighbourDay(day, -1)}`}>
            <ChevronLeft size="1em" aria-hidden /> {words.daily.earlier}
          </Link>
          <Link href={`/daily?day=${neighbourDay(day, 1)}`}>
            {words.daily.later} <ChevronRight size="1em" aria-hidden />
          </Link>
          <a href={`/api/v1/tickets/daily.csv?day=${day}`} download>
            <Download size="1em" aria-hidden /> {words.daily.download}
          </a>
        </nav>
      </div>
      {lines.length > 0 && (
        <p className={styles['lead']}>
          {words.daily.sums(count('open'), count('update', 'escalate', 'reopen'), count('resolve', 'merge', 'close'))}
        </p>
      )}
      {lines.some(({ observed }) => observed) && <p className={styles['lead']}>{words.daily.observedWhy}</p>}
    </>
  );
}
