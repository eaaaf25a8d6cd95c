// A major incident: what nobody may overlook, in plain words.
import { Button } from '@mantine/core';
import { ShieldCheck, Siren } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IncidentRow } from '../api/shapes.ts';
import { SlaLine } from '../parts/sla-line.tsx';
import { isRecovering, tellHeadline } from '../parts/tell-headline.ts';
import { tellInstant, tellSpan } from '../time/tell-time.ts';
import { useNow } from '../time/use-now.ts';
import { useWords } from '../words/use-words.tsx';
import { CauseLine } from './cause-line.tsx';
import styles from './major-banner.module.css';
import { TicketLinks } from './ticket-links.tsx';
import { incidentMark } from './use-board-keys.ts';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface Shown {
  readonly incident: IncidentRow;
  readonly onAcknowledge: (id: string) => void;
}

function MajorFacts({ incident }: { readonly incident: IncidentRow }) {
  const words = useWords();
  const now = useNow();
  const sinceMs = Date.parse(incident.openedAt);
  return (
    <dl className={styles['facts']}>
      <Fact name={words.board.since}>
        {tellInstant(words, sinceMs, now)}{' '}
        <span className={styles['soft']}>{now !== null && `(${tellSpan(words, now - sinceMs)})`}</span>
      </Fact>
      <Fact name={words.board.users}>{words.users(incident.users, incident.usersUpTo)}</Fact>
      <Fact name={words.board.cause}>
        <CauseLine incident={incident} />
      </Fact>
      <Fact name={words.board.owner}>{incident.teamName ?? words.board.noOwner}</Fact>
      <Fact name={words.board.tickets}>
        <TicketLinks tickets={incident.tickets} />
      </Fact>
      {incident.sla !== null && (
        <Fact name={words.sla.title}>
          <SlaLine sla={incident.sla} plain />
        </Fact>
      )}
    </dl>
  );
}

export function MajorBanner({ incident, onAcknowledge }: Shown) {
  const words = useWords();
  const isCalm = isRecovering(incident);
  const mark = { [incidentMark]: incident.id };
  return (
    <article className={styles[isCalm ? 'calm' : 'banner']} aria-labelledby={`major-${incident.id}`}>
      {isCalm ? (
        <ShieldCheck className={styles['icon']} aria-hidden />
      ) : (
        <Siren className={styles['icon']} aria-hidden />
      )}
      <div className={styles['body']}>
        <p className={styles['kicker']}>
          {words.board.major} · P{incident.priority} · {incident.number}
          {isCalm && ` · ${words.board.recovering}`}
        </p>
        <h2 className={styles['headline']} id={`major-${incident.id}`}>
          <Link href={`/incidents/${encodeURIComponent(incident.id)}${location.search}`} {...mark}>
            {tellHeadline(words, incident)}
          </Link>
        </h2>
        <MajorFacts incident={incident} />
      </div>
      <div className={styles['hands']}>
        {incident.acknowledgedBy === null ? (
          <>
            <span className={styles['nobody']}>{words.board.notAcknowledged}</span>
            <Button
              variant="white"
              color="dark"
              className={styles['button']}
              onClick={() => onAcknowledge(incident.id)}
            >
              {words.acknowledge.button}
            </Button>
          </>
        ) : (
          <span>
            {words.board.acknowledged} {words.board.acknowledgedBy(incident.acknowledgedBy)}
          </span>
        )}
      </div>
    </article>
  );
}
