// What the summary of a storm gathers: by what burns, priority, cause and services hit, and what was split out of it.
import { Link } from 'wouter';
import type { Incident } from '../api/shapes.ts';
import { Panel } from '../parts/panel.tsx';
import { PriorityBadge } from '../parts/priority-badge.tsx';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './storm-members.module.css';

type Member = NonNullable<Incident['storm']>['members'][number];

function MemberLine({ member }: { readonly member: Member }) {
  const words = useWords();
  const { priority, cause, lead, services, since, endedAt, alerts } = member;
  const named = cause?.name ?? lead?.host ?? '?';
  return (
    <li className={endedAt === null ? undefined : styles['over']}>
      <PriorityBadge priority={priority} /> {named}
      {lead !== null && ` – ${lead.name}`} {services.length > 0 && `(${services.join(', ')})`}{' '}
      <span className={styles['soft']}>
        {endedAt === null
          ? words.incident.serviceSince(tellClock(since))
          : words.incident.serviceBack(tellClock(since), tellClock(endedAt))}
        , {words.incident.stormAlerts(alerts)}
      </span>
    </li>
  );
}

export function StormMembers({ facts }: { readonly facts: Incident }) {
  const words = useWords();
  const { storm, splitInto = [] } = facts;
  if (storm === undefined) return null;
  return (
    <Panel title={words.incident.storm}>
      <p className={styles['lead']}>{words.incident.stormLead(storm.count, storm.open, tellClock(storm.since))}</p>
      <ul className={styles['list']}>
        {storm.members.map((member) => (
          <MemberLine key={member.situation} member={member} />
        ))}
      </ul>
      {storm.count > storm.members.length && (
        <p className={styles['soft']}>{words.list.more(storm.count - storm.members.length)}</p>
      )}
      {splitInto.length > 0 && (
        <p>
          {words.incident.stormParts}{' '}
          {splitInto.map(({ incident, number }) => (
            <Link
              key={incident}
              href={`/incidents/${encodeURIComponent(incident)}${location.search}`}
              className="whole"
            >
              {number}{' '}
            </Link>
          ))}
        </p>
      )}
    </Panel>
  );
}
