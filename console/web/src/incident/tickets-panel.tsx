// The tickets with all that was written into them: for users, for technicians, operation by operation.
import { ExternalLink } from 'lucide-react';
import type { IncidentDetail, TicketRow } from '../api/shapes.ts';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import { Panel } from './panel.tsx';
import styles from './tickets-panel.module.css';

type Ticket = IncidentDetail['tickets'][number];
type Operation = TicketRow['operations'][number];

function Text({ title, text }: { readonly title: string; readonly text: string }) {
  if (text === '') return null;
  return (
    <div>
      <h4 className={styles['part']}>{title}</h4>
      {text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line, at) => (
          <p key={at} className={styles['paragraph']}>
            {line}
          </p>
        ))}
    </div>
  );
}

function OperationTexts({ operation, opened }: { readonly operation: Operation; readonly opened: boolean }) {
  const words = useWords();
  return (
    <li>
      <details className={styles['operation']} open={opened}>
        <summary>
          <span className={styles['op']}>{words.incident.ops[operation.op]}</span>{' '}
          <time className={styles['soft']}>{tellClock(Date.parse(operation.at), true)}</time>
          {operation.step !== 'done' && (
            <span className={styles[operation.step]}> {words.incident.steps[operation.step]}</span>
          )}
        </summary>
        <p className={styles['title']}>{operation.title}</p>
        <Text title={words.incident.publicPart} text={operation.publicText} />
        <Text title={words.incident.technicalPart} text={operation.technicalText} />
      </details>
    </li>
  );
}

function TicketCard({ ticket }: { readonly ticket: Ticket }) {
  const words = useWords();
  const linked = ticket.url !== null && /^(?:https?:)?\//u.test(ticket.url);
  const name = `${ticket.sink} ${ticket.id ?? words.board.ticketPending}`;
  return (
    <article className={styles['ticket']}>
      <p className={styles['head']}>
        {linked ? (
          <a href={ticket.url ?? undefined} target="_blank" rel="noreferrer">
            {name} <ExternalLink size="0.85em" aria-hidden />
          </a>
        ) : (
          <strong>{name}</strong>
        )}
        <span className={styles[ticket.state]}>{words.incident.ticketStates[ticket.state]}</span>
        <code className={styles['soft']}>{ticket.key}</code>
      </p>
      <ol className={styles['operations']}>
        {ticket.operations.map((operation, at) => (
          <OperationTexts key={operation.id} operation={operation} opened={at === 0} />
        ))}
      </ol>
    </article>
  );
}

export function TicketsPanel({ incident }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  return (
    <Panel title={words.incident.tickets}>
      {incident.tickets.length === 0 && <p className={styles['soft']}>{words.incident.noTickets}</p>}
      {incident.tickets.map((ticket) => (
        <TicketCard key={ticket.key} ticket={ticket} />
      ))}
    </Panel>
  );
}
