// A ticket by system and number, as a link where there is a page: ours within these pages, others in a new tab.
import { ExternalLink } from 'lucide-react';
import { Link } from 'wouter';
import type { TicketLink } from '../api/shapes.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './ticket-name.module.css';

/** Only what can be no script: our own paths, http(s). */
function isOwnPage(url: string): boolean {
  return url.startsWith('/') && !url.startsWith('//');
}

export function TicketName({ ticket }: { readonly ticket: Pick<TicketLink, 'sink' | 'id' | 'url'> }) {
  const words = useWords();
  const name = `${ticket.sink} ${ticket.id ?? `– ${words.board.ticketPending}`}`;
  if (ticket.url !== null && isOwnPage(ticket.url)) {
    return (
      <Link href={ticket.url} className={styles['link'] ?? ''}>
        {name}
      </Link>
    );
  }
  if (ticket.url === null || !/^https?:/u.test(ticket.url)) return <span>{name}</span>;
  return (
    <a href={ticket.url} target="_blank" rel="noreferrer" className={styles['link']}>
      {name}
      <ExternalLink size="0.85em" aria-hidden />
    </a>
  );
}
