// The tickets of the incident, in full.
import type { IncidentDetail } from '../api/shapes.ts';
import { Panel } from '../parts/panel.tsx';
import { TicketCard } from '../parts/ticket-card.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './tickets-panel.module.css';

export function TicketsPanel({ incident }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  return (
    <Panel title={words.incident.tickets}>
      {incident.tickets.length === 0 && <p className={styles['none']}>{words.incident.noTickets}</p>}
      {incident.tickets.map((ticket) => (
        <TicketCard key={ticket.key} ticket={ticket} />
      ))}
    </Panel>
  );
}
