// The tickets of an incident: number and system.
import type { TicketLink } from '../api/shapes.ts';
import { TicketName } from '../parts/ticket-name.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './ticket-links.module.css';

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
