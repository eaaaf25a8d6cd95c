// One ticket of the desk, as its link opens it.
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeft, SearchX } from 'lucide-react';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { ticketsQuery } from '../api/queries.ts';
import { FaultPanel } from '../parts/fault-panel.tsx';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { Notice } from '../parts/notice.tsx';
import { Panel } from '../parts/panel.tsx';
import { TicketCard } from '../parts/ticket-card.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './ticket-page.module.css';
import { ticketTitle } from './ticket-title.ts';

/** Pages of 500 tickets that are looked through: the API knows tickets by incident, not by number. */
const pagesAtMost = 20;

function useTicket(id: string) {
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(ticketsQuery);
  const pages = data?.pages ?? [];
  const ticket = pages.flatMap((page) => page.items).find((row) => row.id === id);
  const lookOn = ticket === undefined && hasNextPage && pages.length < pagesAtMost;
  useEffect(() => {
    if (lookOn && !isFetching) void fetchNextPage();
  }, [lookOn, isFetching, fetchNextPage]);
  return { ticket, error, refetch, looking: data === undefined || lookOn };
}

export function TicketPage({ id }: { readonly id: string }) {
  const words = useWords();
  const { ticket, error, refetch, looking } = useTicket(id);
  useEffect(() => {
    document.title = `${id} · Vigie`;
  }, [id]);
  if (ticket === undefined) {
    if (error !== null) return <FaultPanel fault={error} onRetry={() => void refetch()} />;
    return looking ? <LoadingRows /> : <Notice icon={<SearchX aria-hidden />} title={words.faults.noTicket} />;
  }
  return (
    <div className={styles['page']}>
      <Link href={`/incidents/${encodeURIComponent(ticket.incident)}`} className={styles['back'] ?? ''}>
        <ArrowLeft size="1em" aria-hidden /> {words.board.open}
      </Link>
      <h1 className={styles['title']}>{ticketTitle(ticket)}</h1>
      <Panel title={words.incident.operations}>
        <TicketCard ticket={ticket} />
      </Panel>
    </div>
  );
}
