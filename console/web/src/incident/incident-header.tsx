// What it is, how bad, since when, who has it.
import { Button } from '@mantine/core';
import { ArrowLeft, CircleCheck, GitMerge, Siren } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IncidentDetail } from '../api/shapes.ts';
import { PriorityBadge } from '../parts/priority-badge.tsx';
import { isMajorNow, tellHeadline } from '../parts/tell-headline.ts';
import { tellClock, tellInstant, tellSpan } from '../time/tell-time.ts';
import { useNow } from '../time/use-now.ts';
import { useWords } from '../words/use-words.tsx';
import { formatCount } from '../words/words.ts';
import type { Act } from './act-window.tsx';
import styles from './incident-header.module.css';

interface Shown {
  readonly incident: IncidentDetail;
  /** What a person may do with it now: asked in a window of its own. */
  readonly onAct: (act: Act) => void;
}

function StateTags({ incident }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  const { major, state, facts } = incident;
  return (
    <>
      <PriorityBadge priority={incident.priority} large />
      {isMajorNow(incident) && major !== null && (
        <span className={styles['major']}>
          <Siren size="1.1em" aria-hidden /> {words.board.major} ·{' '}
          {words.incident.majorDeclared(tellClock(Date.parse(major.declaredAt)))}
        </span>
      )}
      {major !== null && !isMajorNow(incident) && <span className={styles['calm']}>{words.incident.stoodDown}</span>}
      {state === 'open' && <span className={styles['open']}>{words.states.open}</span>}
      {state === 'resolved' && (
        <span className={styles['calm']}>
          <CircleCheck size="1.1em" aria-hidden /> {words.states.resolved}
          {facts.resolvedBy !== null && ` – ${words.incident.resolvedBy[facts.resolvedBy]}`}
        </span>
      )}
      {state === 'merged' && incident.mergedInto !== null && (
        <span className={styles['open']}>
          <GitMerge size="1.1em" aria-hidden /> {words.incident.mergedInto}{' '}
          <Link href={`/incidents/${encodeURIComponent(incident.mergedInto)}`}>{incident.mergedInto}</Link>
        </span>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ incident }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  const now = useNow();
  const sinceMs = Date.parse(incident.openedAt);
  const endMs = incident.resolvedAt === null ? now : Date.parse(incident.resolvedAt);
  const all = formatCount(words.language, incident.alertCount);
  return (
    <dl className={styles['facts']}>
      <Fact name={words.board.since}>
        {tellInstant(words, sinceMs, now)}{' '}
        <span className={styles['soft']}>{endMs !== null && tellSpan(words, endMs - sinceMs)}</span>
      </Fact>
      <Fact name={words.board.users}>
        {words.users(incident.users, incident.usersUpTo)}{' '}
        <span className={styles['soft']}>
          {incident.usersDegraded > 0 && `+ ${words.usersDegraded(incident.usersDegraded)}`}
        </span>
      </Fact>
      <Fact name={words.incident.alerts}>
        {all} <span className={styles['soft']}>{words.incident.alertsOpen(incident.openAlertCount)}</span>
      </Fact>
      <Fact name={words.board.owner}>{incident.teamName ?? words.board.noOwner}</Fact>
      <Fact name={words.board.acknowledged}>
        {incident.acknowledgedBy === null
          ? words.board.notAcknowledged
          : `${words.board.acknowledgedBy(incident.acknowledgedBy)}, ${tellInstant(words, Date.parse(incident.acknowledgedAt ?? incident.openedAt), now)}`}
      </Fact>
    </dl>
  );
}

function Acts({ incident, onAct }: Shown) {
  const words = useWords();
  if (incident.state !== 'open') return null;
  return (
    <div className={styles['acts']}>
      {incident.ciCount > 1 && (
        <Button size="md" variant="default" onClick={() => onAct('split')}>
          {words.split.button}
        </Button>
      )}
      {incident.acknowledgedBy === null && (
        <Button size="md" onClick={() => onAct('acknowledge')}>
          {words.acknowledge.button}
        </Button>
      )}
    </div>
  );
}

export function IncidentHeader({ incident, onAct }: Shown) {
  const words = useWords();
  return (
    <header className={styles['header']}>
      <div className={styles['way']}>
        <Link href={`/${location.search}`} className={styles['back']}>
          <ArrowLeft size="1em" aria-hidden /> {words.frame.board}
        </Link>
        <span className={styles['soft']}>
          {incident.number} · {words.categories[incident.category]}
          {incident.facts.splitFrom !== undefined && (
            <>
              {` · ${words.incident.splitFrom} `}
              <Link href={`/incidents/${encodeURIComponent(incident.facts.splitFrom.incident)}${location.search}`}>
                {incident.facts.splitFrom.number}
              </Link>
            </>
          )}
          {incident.facts.continues !== null && ` · ${words.incident.continues} ${incident.facts.continues}`}
        </span>
      </div>
      <div className={styles['tags']}>
        <StateTags incident={incident} />
      </div>
      <div className={styles['line']}>
        <h1 className={styles['headline']}>{tellHeadline(words, incident)}</h1>
        <Acts incident={incident} onAct={onAct} />
      </div>
      <Facts incident={incident} />
    </header>
  );
}
