// What ended lately: one quiet line each.
import { CircleCheck } from 'lucide-react';
import { Link } from 'wouter';
import type { IncidentRow } from '../api/shapes.ts';
import { PriorityBadge } from '../parts/priority-badge.tsx';
import { tellHeadline } from '../parts/tell-headline.ts';
import { tellInstant, tellSpan } from '../time/tell-time.ts';
import { useNow } from '../time/use-now.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './resolved-list.module.css';
import { incidentMark } from './use-board-keys.ts';

function ResolvedLine({ incident, resolvedAt }: { readonly incident: IncidentRow; readonly resolvedAt: string }) {
  const words = useWords();
  const now = useNow();
  const endMs = Date.parse(resolvedAt);
  const mark = { [incidentMark]: incident.id };
  const cause = incident.rootCandidates[0];
  return (
    <li>
      <article className={styles['line']}>
        <PriorityBadge priority={incident.priority} />
        <Link
          href={`/incidents/${encodeURIComponent(incident.id)}${location.search}`}
          className={styles['what'] ?? ''}
          {...mark}
        >
          {tellHeadline(words, incident)}
        </Link>
        <span>
          {incident.number}
          {cause !== undefined && ` · ${cause.name}`}
        </span>
        <span className={styles['when']}>
          <CircleCheck size="1em" aria-hidden /> {words.board.resolvedAt(tellInstant(words, endMs, now))} ·{' '}
          {words.board.lasted(tellSpan(words, endMs - Date.parse(incident.openedAt)))}
        </span>
      </article>
    </li>
  );
}

export function ResolvedList({ incidents }: { readonly incidents: readonly IncidentRow[] }) {
  const words = useWords();
  const latest = incidents
    .flatMap((incident) => (incident.resolvedAt === null ? [] : [{ incident, resolvedAt: incident.resolvedAt }]))
    .sort((a, b) => Date.parse(b.resolvedAt) - Date.parse(a.resolvedAt));
  return (
    <section aria-labelledby="resolved">
      <h2 className={styles['title']} id="resolved">
        {words.board.resolved}
      </h2>
      {latest.length === 0 && <p className={styles['none']}>{words.board.noResolved}</p>}
      <ul className={styles['list']}>
        {latest.map(({ incident, resolvedAt }) => (
          <ResolvedLine key={incident.id} incident={incident} resolvedAt={resolvedAt} />
        ))}
      </ul>
    </section>
  );
}
