// The board: what burns now, and who has it?
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { statusQuery } from '../api/queries.ts';
import type { IncidentRow } from '../api/shapes.ts';
import { isWall } from '../frame/wall.ts';
import { AcknowledgeDialog } from '../parts/acknowledge-dialog.tsx';
import { FaultPanel } from '../parts/fault-panel.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './board-page.module.css';
import { KeyList } from './key-list.tsx';
import { MajorAnnouncer } from './major-announcer.tsx';
import { MajorBanner } from './major-banner.tsx';
import { OpenIncidents } from './open-incidents.tsx';
import { ResolvedList } from './resolved-list.tsx';
import { UnheardAlerts } from './unheard-alerts.tsx';
import { useBoardFilter, useBoardIncidents } from './use-board-incidents.ts';
import { useBoardKeys } from './use-board-keys.ts';

const keysKey = 'vigie-keys';

/** Single keys are on until someone turns them off. */
function useKeySwitch(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(keysKey) !== 'off');
  const change = (next: boolean): void => {
    localStorage.setItem(keysKey, next ? 'on' : 'off');
    setOn(next);
  };
  return [on, change];
}

function Majors({
  majors,
  onAcknowledge,
}: {
  readonly majors: readonly IncidentRow[];
  readonly onAcknowledge: (id: string) => void;
}) {
  const words = useWords();
  return (
    <>
      <MajorAnnouncer majors={majors} />
      {majors.length > 0 && (
        <section className={styles['majors']} aria-label={words.board.majors}>
          {majors.map((incident) => (
            <MajorBanner key={incident.id} incident={incident} onAcknowledge={onAcknowledge} />
          ))}
        </section>
      )}
    </>
  );
}

/** The dialog's incident, and what is said once its acknowledgement is sent. */
function useAcknowledgement(incidents: readonly IncidentRow[]) {
  const words = useWords();
  const [asked, ask] = useState<string | null>(null);
  const [said, say] = useState('');
  const incident = incidents.find((row) => row.id === asked);
  const done = (sent: boolean): void => {
    if (sent && incident !== undefined) say(words.acknowledge.sent(incident.number));
    ask(null);
  };
  return { ask: useCallback((id: string) => ask(id), []), incident, done, said };
}

function Rail({ keysOn, onKeys }: { readonly keysOn: boolean; readonly onKeys: (on: boolean) => void }) {
  const { data: status } = useQuery(statusQuery);
  return (
    <aside className={styles['rail']}>
      {status !== undefined && <UnheardAlerts alerts={status.alerts} />}
      {!isWall() && <KeyList on={keysOn} onSwitch={onKeys} />}
    </aside>
  );
}

export function BoardPage() {
  const words = useWords();
  const [filter, setFilter] = useBoardFilter();
  const { majors, others, resolved } = useBoardIncidents(filter);
  const majorRows = majors.data?.pages.flatMap((page) => page.items) ?? [];
  const otherRows = others.data?.pages.flatMap((page) => page.items) ?? [];
  const acknowledgement = useAcknowledgement([...majorRows, ...otherRows]);
  const [keysOn, switchKeys] = useKeySwitch();
  useBoardKeys(keysOn, acknowledgement.ask);
  useEffect(() => {
    document.title = `${words.board.title} · Vigie`;
  }, [words]);
  if (majors.error !== null && majors.data === undefined) {
    return <FaultPanel fault={majors.error} onRetry={() => void majors.refetch()} />;
  }
  return (
    <>
      <h1 className={styles['hidden']}>{words.board.title}</h1>
      {majors.data !== undefined && <Majors majors={majorRows} onAcknowledge={acknowledgement.ask} />}
      <div className={styles['columns']}>
        <div className={styles['main']}>
          <OpenIncidents
            asked={others}
            pages={others.data?.pages}
            majors={majorRows.length}
            filter={filter}
            onFilter={setFilter}
          />
          {resolved.data !== undefined && <ResolvedList incidents={resolved.data.pages[0]?.items ?? []} />}
        </div>
        <Rail keysOn={keysOn} onKeys={switchKeys} />
      </div>
      <div role="status" className={acknowledgement.said === '' ? styles['hidden'] : styles['said']}>
        {acknowledgement.said}
      </div>
      {acknowledgement.incident !== undefined && (
        <AcknowledgeDialog incident={acknowledgement.incident} onDone={acknowledgement.done} />
      )}
    </>
  );
}
