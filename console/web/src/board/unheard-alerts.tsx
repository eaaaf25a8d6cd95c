// Why is there no ticket? How many alerts wait, are held back, or come and go.
import type { Status } from '../api/shapes.ts';
import { useWords } from '../words/use-words.tsx';
import { formatCount } from '../words/words.ts';
import styles from './unheard-alerts.module.css';

const kinds = ['open', 'held', 'suppressed', 'flapping', 'stale', 'aside'] as const;
/** The server counts no further: countCeiling of the contract. */
const ceiling = 10_000;

export function UnheardAlerts({ alerts }: { readonly alerts: Status['alerts'] }) {
  const words = useWords();
  const tell = (amount: number): string => `${formatCount(words.language, amount)}${amount >= ceiling ? '+' : ''}`;
  return (
    <section aria-labelledby="unheard">
      <h2 className={styles['title']} id="unheard">
        {words.board.unheard}
      </h2>
      <dl className={styles['counts']}>
        {kinds.map((kind) => {
          const [name, why] = words.board.counts[kind];
          return (
            <div key={kind} className={alerts[kind] === 0 ? styles['none'] : styles['some']}>
              <dt>
                <span className={styles['name']}>{name}</span> <span className={styles['why']}>{why}</span>
              </dt>
              <dd>{tell(alerts[kind])}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
