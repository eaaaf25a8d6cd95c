// A ticket with all that was written into it: for users, for technicians, operation by operation.
import type { TicketRow } from '../api/shapes.ts';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './ticket-card.module.css';
import { TicketName } from './ticket-name.tsx';

type Operation = TicketRow['operations'][number];

/** "Probable cause: …": the words before the colon lead. */
function Line({ line }: { readonly line: string }) {
  const lead = /^\p{Lu}[^:.,]{1,28}:(?=\s)/u.exec(line)?.[0] ?? '';
  return (
    <>
      {lead !== '' && <strong className={styles['lead']}>{lead}</strong>}
      {line.slice(lead.length)}
    </>
  );
}

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
            <Line line={line} />
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

/** The last operation that tells the whole story; updates between are one paragraph each. */
function latestWhole(operations: readonly Operation[]): number {
  return Math.max(
    0,
    operations.findLastIndex(({ op }) => op === 'open' || op === 'escalate' || op === 'reopen' || op === 'resolve'),
  );
}

export function TicketCard({ ticket }: { readonly ticket: TicketRow }) {
  const words = useWords();
  return (
    <article className={styles['ticket']}>
      <p className={styles['head']}>
        <strong>
          <TicketName ticket={ticket} />
        </strong>
        <span className={styles[ticket.state]}>{words.incident.ticketStates[ticket.state]}</span>
        <code className={styles['soft']}>{ticket.key}</code>
      </p>
      <ol className={styles['operations']}>
        {ticket.operations.map((operation, at) => (
          <OperationTexts key={operation.id} operation={operation} opened={at === latestWhole(ticket.operations)} />
        ))}
      </ol>
    </article>
  );
}
