// "These do not belong to it": chooses the elements whose open alerts go to an incident of their own.
import { Checkbox, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { alertsQuery, split } from '../api/queries.ts';
import type { IncidentDetail } from '../api/shapes.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { SignedForm } from '../parts/signed-form.tsx';
import { useWords } from '../words/use-words.tsx';
import { splitMembers, type SplitMember } from './split-members.ts';
import styles from './split-dialog.module.css';

interface Asked {
  readonly incident: IncidentDetail;
  readonly onDone: (sent: boolean) => void;
}

interface Choice {
  readonly members: readonly SplitMember[];
  readonly chosen: readonly string[];
  readonly choose: (cis: string[]) => void;
  readonly error: string | null;
}

function Members({ members, chosen, choose, error }: Choice) {
  const words = useWords();
  return (
    <Checkbox.Group label={words.split.members} required error={error} value={[...chosen]} onChange={choose}>
      <div className={styles['members']} role="region" aria-label={words.split.members} tabIndex={0}>
        {members.map(({ ci, alerts, names }) => (
          <Checkbox
            key={ci}
            value={ci}
            label={
              <>
                <strong>{ci}</strong> <span className={styles['soft']}>{words.alerts(alerts)}</span>
                <span className={styles['names']}>{names.join(' · ')}</span>
              </>
            }
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function SplitForm({ incident, onDone }: Asked) {
  const words = useWords().split;
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(alertsQuery(incident.id));
  const [chosen, choose] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  if (data === undefined) return <LoadingRows />;
  const members = splitMembers(data.pages.flatMap((page) => page.items));
  const wrong = chosen.length === 0 ? words.none : chosen.length === members.length && !hasNextPage ? words.all : null;
  return (
    <SignedForm
      words={words}
      mayAsk={wrong === null}
      onTried={() => setTried(true)}
      send={(by, reason) => split(incident.id, chosen, { by, reason })}
      onDone={onDone}
    >
      <Members members={members} chosen={chosen} choose={choose} error={tried ? wrong : null} />
      {hasNextPage && (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </SignedForm>
  );
}

export function SplitDialog(asked: Asked) {
  const words = useWords().split;
  return (
    <ActDialog title={words.title(asked.incident.number)} onClose={() => asked.onDone(false)}>
      <SplitForm {...asked} />
    </ActDialog>
  );
}
