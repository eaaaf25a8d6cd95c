// What comes back: problems proposed and open, their incidents and records, and what people say of them.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { CalendarCheck } from 'lucide-react';
import { useEffect } from 'react';
import { problemsQuery } from '../api/queries.ts';
import { FaultPanel } from '../parts/fault-panel.tsx';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../words/use-words.tsx';
import { ProblemCard } from './problem-card.tsx';
import styles from './problems-page.module.css';

export function ProblemsPage() {
  const words = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(problemsQuery(words.language));
  useEffect(() => {
    document.title = `${words.problems.link} · Vigie`;
  }, [words]);
  if (data === undefined)
    return error === null ? <LoadingRows /> : <FaultPanel fault={error} onRetry={() => void refetch()} />;
  const problems = data.pages.flatMap(({ items }) => items);
  return (
    <div className={styles['page']}>
      <h1 className={styles['title']}>{words.problems.title}</h1>
      <p className={styles['lead']}>{words.problems.lead}</p>
      {problems.length === 0 && (
        <Notice icon={<CalendarCheck aria-hidden />} title={words.problems.none}>
          <p>{words.problems.noneBody}</p>
        </Notice>
      )}
      <ul className={styles['list']}>
        {problems.map((problem) => (
          <ProblemCard key={problem.id} problem={problem} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" onClick={() => void fetchNextPage()}>
          {words.problems.more}
        </Button>
      )}
    </div>
  );
}
