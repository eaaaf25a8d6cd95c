// The open incidents in the order in which they want attention: one row each, a card on a phone.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IncidentRow } from '../api/shapes.ts';
import { PriorityBadge } from '../parts/priority-badge.tsx';
import { SlaLine } from '../parts/sla-line.tsx';
import { tellHeadline, tellList } from '../parts/tell-headline.ts';
import { tellSpan } from '../time/tell-time.ts';
import { useNow } from '../time/use-now.ts';
import { useWords } from '../words/use-words.tsx';
import { CauseLine } from './cause-line.tsx';
import styles from './incident-list.module.css';
import { TicketLinks } from './ticket-links.tsx';
import { incidentMark } from './use-board-keys.ts';

interface CellContent {
  readonly name: string;
  readonly area: string;
  readonly children: ReactNode;
}

/** The column's name stands in the head on a wide page, in the cell on a phone. */
function Cell({ name, area, children }: CellContent) {
  return (
    <div className={styles[area]}>
      <span className={styles['label']}>{name}</span>
      <div className={styles['value']}>{children}</div>
    </div>
  );
}

function Tags({ incident }: { readonly incident: IncidentRow }) {
  const words = useWords();
  if (incident.majorWatchSince !== null && incident.major === null) {
    return (
      <span className={styles['watch']} title={words.board.majorWatchWhy}>
        {words.board.majorWatch}
      </span>
    );
  }
  return incident.major === null ? null : <span className={styles['stood']}>{words.board.majorStoodDown}</span>;
}

function Services({ incident }: { readonly incident: IncidentRow }) {
  const words = useWords();
  if (incident.services.length === 0) return <span className={styles['faint']}>{words.board.noService}</span>;
  const names = incident.services.map(
    ({ name, state, restoredAt }) => `${name} – ${words.states[restoredAt === null ? state : 'cleared']}`,
  );
  return (
    <>
      <div>{tellList(words, names)}</div>
      <div className={styles['faint']}>
        {incident.users > 0
          ? words.users(incident.users, incident.usersUpTo)
          : words.usersDegraded(incident.usersDegraded)}
      </div>
    </>
  );
}

function Hands({ incident }: { readonly incident: IncidentRow }) {
  const words = useWords();
  return (
    <>
      <div>{incident.teamName ?? words.board.noOwner}</div>
      <div className={incident.acknowledgedBy === null ? styles['open'] : styles['faint']}>
        {incident.acknowledgedBy === null
          ? words.board.notAcknowledged
          : `${words.board.acknowledged} ${words.board.acknowledgedBy(incident.acknowledgedBy)}`}
      </div>
      {incident.sla !== null && <SlaLine sla={incident.sla} />}
    </>
  );
}

function IncidentLine({ incident }: { readonly incident: IncidentRow }) {
  const words = useWords();
  const now = useNow();
  const mark = { [incidentMark]: incident.id };
  return (
    <article className={styles['row']} aria-labelledby={`incident-${incident.id}`}>
      <div className={styles['priority']}>
        <PriorityBadge priority={incident.priority} />
      </div>
      <div className={styles['what']}>
        <h3 className={styles['headline']} id={`incident-${incident.id}`}>
          <Link href={`/incidents/${encodeURIComponent(incident.id)}${location.search}`} {...mark}>
            {tellHeadline(words, incident)}
          </Link>
        </h3>
        <div className={styles['faint']}>
          {incident.number} · {words.categories[incident.category]} · {words.alerts(incident.alertCount)}{' '}
          <Tags incident={incident} />
        </div>
      </div>
      <Cell area="services" name={words.board.services}>
        <Services incident={incident} />
      </Cell>
      <Cell area="cause" name={words.board.cause}>
        <CauseLine incident={incident} />
      </Cell>
      <Cell area="age" name={words.board.age}>
        {now === null ? '–' : tellSpan(words, now - Date.parse(incident.incidentAt))}
      </Cell>
      <Cell area="owner" name={words.board.owner}>
        <Hands incident={incident} />
      </Cell>
      <Cell area="tickets" name={words.board.tickets}>
        <TicketLinks tickets={incident.tickets} />
      </Cell>
    </article>
  );
}

export function IncidentList({ incidents }: { readonly incidents: readonly IncidentRow[] }) {
  const words = useWords();
  return (
    <div className={styles['list']}>
      <div className={styles['head']} aria-hidden="true">
        <span />
        <span>{words.board.incident}</span>
        <span>{words.board.services}</span>
        <span>{words.board.cause}</span>
        <span>{words.board.age}</span>
        <span>{words.board.owner}</span>
        <span>{words.board.tickets}</span>
      </div>
      {incidents.map((incident) => (
        <IncidentLine key={incident.id} incident={incident} />
      ))}
    </div>
  );
}
