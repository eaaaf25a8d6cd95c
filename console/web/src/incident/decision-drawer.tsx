// Why Vigie decided so: the decision, its reason, its evidence, and what would have changed it.
import { Drawer } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { decisionsQuery } from '../api/queries.ts';
import type { DecisionRow, IncidentDetail } from '../api/shapes.ts';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import { tellEvidence } from './tell-evidence.ts';
import styles from './decision-drawer.module.css';

interface Shown {
  readonly decision: DecisionRow;
  readonly incident: IncidentDetail;
}

/** Names for ids that the page knows anyway. */
function namesOf({ facts }: IncidentDetail): ReadonlyMap<string, string> {
  return new Map([
    ...facts.rootCandidates.map(({ ci, ciName }) => [ci, ciName] as const),
    ...facts.services.map(({ id, name }) => [id, name] as const),
  ]);
}

function Evidence({ decision, incident }: Shown) {
  const words = useWords();
  const names = namesOf(incident);
  const pieces = tellEvidence(decision.evidence, words, (id) => names.get(id));
  if (pieces.length === 0) return null;
  return (
    <section>
      <h3>{words.incident.evidence.title}</h3>
      <dl className={styles['evidence']}>
        {pieces.map(({ name, lines }, at) => (
          <div key={at}>
            <dt>{name}</dt>
            {lines.map((line, nth) => (
              <dd key={nth}>{line}</dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}

function Decision({ decision, incident }: Shown) {
  const words = useWords();
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
      <Evidence decision={decision} incident={incident} />
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

interface Asked {
  readonly incident: IncidentDetail;
  readonly id: string | null;
  readonly onClose: () => void;
}

export function DecisionDrawer({ incident, id, onClose }: Asked) {
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
      {decision === undefined ? <LoadingRows /> : <Decision decision={decision} incident={incident} />}
    </Drawer>
  );
}
