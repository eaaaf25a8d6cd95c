// Why Vigie decided so: the decision, its reason, its evidence, and what would have changed it.
import { Drawer } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { decisionsQuery } from '../api/queries.ts';
import type { DecisionRow, IncidentDetail } from '../api/shapes.ts';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './decision-drawer.module.css';

/** Evidence is the domain's own: instants in epoch ms under names that end in At, Since or Until. */
function tellEvidence(name: string, value: unknown): string {
  if (typeof value === 'number' && /(?:At|^at|Since|until|Until)$/u.test(name)) return tellClock(value, true);
  if (typeof value === 'number' && name.endsWith('Ms')) return `${String(value / 1000)} s`;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((part) => typeof part === 'string'))
    return value.join(name === 'path' ? ' → ' : ', ');
  return JSON.stringify(value);
}

function Decision({ decision }: { readonly decision: DecisionRow }) {
  const words = useWords();
  const evidence = Object.entries(decision.evidence);
  return (
    <div className={styles['decision']}>
      <section>
        <h3>{words.incident.whatWasDecided}</h3>
        <p className={styles['what']}>{decision.what}</p>
        <p className={styles['soft']}>
          {tellClock(Date.parse(decision.at), true)} · {decision.reason} · {decision.outcome}
        </p>
      </section>
      <section>
        <h3>{words.incident.because}</h3>
        <p>{decision.because}</p>
      </section>
      <section className={styles['unless']}>
        <h3>{words.incident.unless}</h3>
        <p>{decision.unless}</p>
      </section>
      {evidence.length > 0 && (
        <section>
          <h3>{words.incident.evidence}</h3>
          <dl className={styles['evidence']}>
            {evidence.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{tellEvidence(name, value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <p className={styles['soft']}>
        {words.incident.decisionId} <code>{decision.id}</code>
      </p>
    </div>
  );
}

/** The decision among the latest, which the page reads anyway, else among the pages before them. */
function useDecision(incident: IncidentDetail, id: string | null): DecisionRow | undefined {
  const words = useWords();
  const query = decisionsQuery(incident.id, words.language);
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(query);
  const found = data?.pages.flatMap((page) => page.items).find((decision) => decision.id === id);
  const wanted = id !== null && found === undefined;
  useEffect(() => {
    if (wanted && hasNextPage && !isFetching) void fetchNextPage();
  }, [wanted, hasNextPage, isFetching, fetchNextPage]);
  return found;
}

interface Shown {
  readonly incident: IncidentDetail;
  readonly id: string | null;
  readonly onClose: () => void;
}

export function DecisionDrawer({ incident, id, onClose }: Shown) {
  const words = useWords();
  const decision = useDecision(incident, id);
  return (
    // The scroll lock would write a style tag, which our Content-Security-Policy refuses.
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={440}
      title={words.incident.drawer}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      {decision === undefined ? <LoadingRows /> : <Decision decision={decision} />}
    </Drawer>
  );
}
