// What experience has to say of the incident: how often it happened, the problem behind it, how it ended before.
import { Link } from 'wouter';
import type { IncidentDetail } from '../api/shapes.ts';
import { Panel } from '../parts/panel.tsx';
import { tellDate, tellSpan } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './background-panel.module.css';

type Background = IncidentDetail['background'];
const dayMs = 86_400_000;

function Recurred({ recurred }: { readonly recurred: NonNullable<Background['recurred']> }) {
  const words = useWords().problems;
  const { nth, withinMs, name, problem } = recurred;
  return (
    <p>
      {words.nth(nth, Math.round(withinMs / dayMs), name)}{' '}
      {problem !== null && (
        <Link href="/problems" className={styles['problem']}>
          {words.belongs(problem.number, words.states[problem.state])}
        </Link>
      )}
    </p>
  );
}

function Seen({ seen }: { readonly seen: Background['seen'][number] }) {
  const words = useWords();
  const took = seen.tookMs === null ? '' : tellSpan(words, seen.tookMs);
  const when = tellDate(words, Date.parse(seen.at));
  return (
    <li>
      <Link href={`/incidents/${seen.incident}`} className="whole">
        {seen.number}
      </Link>{' '}
      <span className={styles['how']}>
        {words.problems.like[seen.like]} · {words.problems.seenLine(when, took, seen.by ?? words.problems.nobody)}
      </span>
      {seen.solution !== null && <q className={styles['solution']}>{seen.solution}</q>}
    </li>
  );
}

export function BackgroundPanel({ incident: { background } }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  const { recurred, seen } = background;
  if (recurred === null && seen.length === 0) return null;
  return (
    <Panel title={words.problems.background}>
      {recurred !== null && <Recurred recurred={recurred} />}
      <ul className={styles['seen']}>
        {seen.map((one) => (
          <Seen key={one.incident} seen={one} />
        ))}
      </ul>
    </Panel>
  );
}
