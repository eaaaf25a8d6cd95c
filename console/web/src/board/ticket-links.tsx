// The tickets of an incident: number and system, as links where the system has a page.
import { ExternalLink } from 'lucide-react';
import type { TicketLink } from '../api/shapes.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './ticket-links.module.css';

function TicketName({ ticket }: { readonly ticket: TicketLink }) {
  const words = useWords();
  const name = ticket.id === null ? words.board.ticketPending : `${ticket.sink} ${ticket.id}`;
  if (ticket.url === null || !/^(https?:)?\//u.test(ticket.url)) return <span>{name}</span>;
  return (
    <a href={ticket.url} target="_blank" rel="noreferrer" className={styles['link']}>
      {name} <ExternalLink size="0.85em" aria-hidden />
    </a>
  );
}

export function TicketLinks({ tickets }: { readonly tickets: readonly TicketLink[] }) {
  const words = useWords();
  if (tickets.length === 0) return <span className={styles['none']}>{words.board.noTicket}</span>;
  return (
    <ul className={styles['tickets']}>
      {tickets.map((ticket) => (
        <li key={ticket.key}>
          <TicketName ticket={ticket} />
        </li>
      ))}
    </ul>
  );
}
