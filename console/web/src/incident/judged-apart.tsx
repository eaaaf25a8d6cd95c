// What was open at the same time and judged apart, and why: so that nobody wonders.
import { Link } from 'wouter';
import type { Incident } from '../api/shapes.ts';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './judged-apart.module.css';
import { Panel } from '../parts/panel.tsx';

export function JudgedApart({ facts }: { readonly facts: Incident }) {
  const words = useWords();
  if (facts.notIncluded.length === 0) return null;
  return (
    <Panel title={words.incident.notIncluded}>
      <ul className={styles['list']}>
        {facts.notIncluded.map(({ situation, incident, quote, why }) => (
          <li key={situation}>
            {incident === null ? (
              quote.message
            ) : (
              <Link href={`/incidents/${encodeURIComponent(incident)}${location.search}`}>
                {quote.message === '' ? quote.name : quote.message}
              </Link>
            )}{' '}
            <span className={styles['soft']}>
              {quote.ci ?? quote.host}, {tellClock(quote.at)} – {words.incident.apart[why]}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
