// The day's operations in order: when, what, which ticket, why; cards on a phone.
import { Link } from 'wouter';
import type { DailyTickets } from '../api/shapes.ts';
import { PriorityBadge } from '../parts/priority-badge.tsx';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './daily-page.module.css';

type Line = DailyTickets['items'][number];

export function DailyTable({ lines }: { readonly lines: readonly Line[] }) {
  const { columns } = useWords().daily;
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          {[columns.at, columns.op, columns.ticket, columns.cause, columns.system].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <DailyRow key={`${line.key}/${String(at)}`} line={line} />
        ))}
      </tbody>
    </table>
  );
}

const isPriority = (priority: number): priority is 1 | 2 | 3 | 4 | 5 => priority >= 1 && priority <= 5;

function DailyRow({ line }: { readonly line: Line }) {
  const words = useWords();
  const { columns } = words.daily;
  const { at, op, title, priority, cause, incident, number, sink, observed } = line;
  return (
    <tr>
      <td>
        <time dateTime={at}>{tellClock(Date.parse(at), true)}</time>
      </td>
      <td>{words.incident.ops[op]}</td>
      <td className={styles['ticket']}>
        {isPriority(priority) && <PriorityBadge priority={priority} />} {title.replace(/^P[1-5] (– )?/, '')}{' '}
        <Link href={`/incidents/${encodeURIComponent(incident)}`} className={number === null ? '' : 'whole'}>
          {number ?? incident}
        </Link>
      </td>
      <td data-name={columns.cause}>{cause ?? <span className={styles['lead']}>{words.daily.noCause}</span>}</td>
      <td data-name={columns.system}>
        {sink} {observed && <span className={styles['observed']}>{words.daily.observed}</span>}
      </td>
    </tr>
  );
}
