// What is suggested to do first, in order, with the pages that say how.
import { ExternalLink } from 'lucide-react';
import type { IncidentDetail } from '../api/shapes.ts';
import { Panel } from '../parts/panel.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './first-steps.module.css';

/** Only what can be no script. */
function Step({ what, link }: IncidentDetail['firstSteps'][number]) {
  if (link === null || !/^https?:/u.test(link)) return <>{what}</>;
  return (
    <a href={link} target="_blank" rel="noreferrer" className={styles['link']}>
      {what} <ExternalLink size="0.85em" aria-hidden />
    </a>
  );
}

export function FirstSteps({ steps }: { readonly steps: IncidentDetail['firstSteps'] }) {
  const words = useWords();
  if (steps.length === 0) return null;
  return (
    <Panel title={words.incident.firstSteps}>
      <ol className={styles['list']}>
        {steps.map(({ what, link }, at) => (
          <li key={at}>
            <Step what={what} link={link} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}
