// One problem: what fails, how often, which incidents, where its records are, and the buttons that fit its state.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleDot, CircleHelp, CircleSlash } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { tellProblem, type ProblemWish } from '../api/queries.ts';
import type { ProblemRow } from '../api/shapes.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { SignedForm } from '../parts/signed-form.tsx';
import { TicketName } from '../parts/ticket-name.tsx';
import { tellDate } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './problems-page.module.css';

const icons = { proposed: CircleHelp, open: CircleDot, closed: CircleCheck, declined: CircleSlash };

const actsIn: Readonly<Record<ProblemRow['state'], readonly ProblemWish[]>> = {
  proposed: ['open', 'decline'],
  open: ['close'],
  closed: ['open'],
  declined: ['open'],
};

/** The newest are what one asks about. */
const shown = 6;

function Incidents({ problem }: { readonly problem: ProblemRow }) {
  const words = useWords();
  return (
    <ol className={styles['incidents']}>
      {problem.incidents.slice(-shown).map(({ incident, number, at }) => (
        <li key={incident}>
          <Link href={`/incidents/${incident}`} className="whole">
            {number}
          </Link>
          <span className={styles['when']}>{tellDate(words, Date.parse(at))}</span>
        </li>
      ))}
    </ol>
  );
}

function Acts({ problem }: { readonly problem: ProblemRow }) {
  const { problems: words } = useWords();
  const queries = useQueryClient();
  const [asked, ask] = useState<ProblemWish | null>(null);
  const done = (sent: boolean): void => {
    ask(null);
    if (sent) void queries.invalidateQueries({ queryKey: ['problems'] });
  };
  return (
    <div className={styles['acts']}>
      {actsIn[problem.state].map((wish) => (
        <Button key={wish} size="xs" variant={wish === 'open' ? 'filled' : 'default'} onClick={() => ask(wish)}>
          {problem.state === 'closed' ? words.acts.reopen : words.acts[wish]}
        </Button>
      ))}
      {asked !== null && (
        <ActDialog title={words.asks[asked](problem.number)} onClose={() => done(false)}>
          <SignedForm
            words={{ ...words, send: words.acts[asked] }}
            send={(by, reason) => tellProblem(problem.id, asked, { by, reason })}
            onDone={done}
          />
        </ActDialog>
      )}
    </div>
  );
}

export function ProblemCard({ problem }: { readonly problem: ProblemRow }) {
  const words = useWords();
  const Icon = icons[problem.state];
  const since = problem.closedAt ?? problem.openedAt ?? problem.proposedAt;
  return (
    <li className={styles['card']}>
      <div className={styles['head']}>
        <span className={`${styles['number'] ?? ''} whole`}>{problem.number}</span>
        <h2 className={styles['name']}>{problem.name}</h2>
        <span className={styles[problem.state]}>
          <Icon size="1em" aria-hidden /> {words.problems.states[problem.state]}{' '}
          {words.problems.since(tellDate(words, Date.parse(since)))}
        </span>
      </div>
      <p className={styles['count']}>
        {words.problems.times(String(problem.count))}
        {problem.tickets.map((ticket) => (
          <TicketName key={ticket.key} ticket={ticket} />
        ))}
      </p>
      <Incidents problem={problem} />
      <Acts problem={problem} />
    </li>
  );
}
