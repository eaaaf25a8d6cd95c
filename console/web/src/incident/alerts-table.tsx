// The alerts of the incident, page by page, grouped by source and name.
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { alertsQuery } from '../api/queries.ts';
import type { AlertRow, IncidentDetail, NodeState } from '../api/shapes.ts';
import { FaultPanel } from '../parts/fault-panel.tsx';
import { LoadingRows } from '../parts/loading-rows.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { tellClock } from '../time/tell-time.ts';
import { useWords } from '../words/use-words.tsx';
import { formatCount, type Words } from '../words/words.ts';
import styles from './alerts-table.module.css';
import { groupAlerts, type AlertGroup } from './group-alerts.ts';
import { Panel } from '../parts/panel.tsx';

function stateOf(alert: AlertRow): NodeState {
  if (alert.clearedAt !== null) return 'cleared';
  return alert.effect === 'informs' ? 'up' : alert.effect;
}

function tellEnd(words: Words, alert: AlertRow): string {
  if (alert.clearedAt === null) return alert.stale ? words.incident.stale : words.incident.alertOpen;
  const by = alert.endedBy === null || alert.endedBy === 'clear' ? '' : ` (${words.incident.endedBy[alert.endedBy]})`;
  return `${tellClock(Date.parse(alert.clearedAt), true)}${by}`;
}

/** `named`: it stands by itself, so the row says its name and source too. */
function AlertLine({ alert, named = false }: { readonly alert: AlertRow; readonly named?: boolean }) {
  const words = useWords();
  return (
    <tr>
      <td>
        <StateMark state={stateOf(alert)} /> {alert.ci ?? (alert.host === '' ? '–' : alert.host)}
        {alert.ci === null && <span className={styles['soft']}> {words.incident.unbound}</span>}
      </td>
      <td className={styles['message']}>
        {named && <strong className={styles['name']}>{alert.name}</strong>}
        {alert.message !== alert.name && alert.message}
        {named && <span className={styles['soft']}> {alert.source}</span>}
        {alert.flapping && <span className={styles['tag']}>{words.incident.flapping}</span>}
      </td>
      <td>{words.severities[alert.severity]}</td>
      <td>{tellClock(Date.parse(alert.openedAt), true)}</td>
      <td className={alert.clearedAt === null ? styles['open'] : undefined}>{tellEnd(words, alert)}</td>
      <td className={styles['number']}>{words.incident.times(alert.count)}</td>
    </tr>
  );
}

/** Groups larger than this start closed: their head says enough. */
const openUpTo = 4;

function AlertGroupRows({ group }: { readonly group: AlertGroup }) {
  const [only, second] = group.alerts;
  if (only === undefined || second !== undefined) return <GroupRows group={group} />;
  return (
    <tbody>
      <AlertLine alert={only} named />
    </tbody>
  );
}

function GroupRows({ group }: { readonly group: AlertGroup }) {
  const words = useWords();
  const [opened, open] = useState(group.alerts.length <= openUpTo);
  return (
    <tbody>
      <tr className={styles['group']}>
        <th colSpan={6} scope="rowgroup">
          <button type="button" aria-expanded={opened} onClick={() => open(!opened)}>
            <ChevronRight className={styles['arrow']} size="1em" aria-hidden />
            {group.name}
          </button>
          <span className={styles['soft']}>
            {group.source} · {words.alerts(group.alerts.length)} · {words.incident.alertsOpen(group.open)}
          </span>
        </th>
      </tr>
      {opened && group.alerts.map((alert) => <AlertLine key={alert.id} alert={alert} />)}
    </tbody>
  );
}

function AlertRows({ alerts }: { readonly alerts: readonly AlertRow[] }) {
  const words = useWords();
  const names = words.incident.alertColumns;
  return (
    <div className={styles['scroll']} role="region" aria-label={words.incident.alerts} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {[names.where, names.name, names.severity, names.opened, names.ended].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" className={styles['number']}>
              {names.count}
            </th>
          </tr>
        </thead>
        {groupAlerts(alerts).map((group) => (
          <AlertGroupRows key={group.id} group={group} />
        ))}
      </table>
    </div>
  );
}

export function AlertsTable({ incident }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    alertsQuery(incident.id),
  );
  const alerts = data?.pages.flatMap((page) => page.items) ?? [];
  const tell = (amount: number): string => formatCount(words.language, amount);
  return (
    <Panel
      title={words.incident.alerts}
      aside={
        <span className={styles['soft']}>
          {words.incident.shownAlerts(tell(alerts.length), tell(incident.alertCount))}
        </span>
      }
    >
      {data === undefined &&
        (error === null ? <LoadingRows /> : <FaultPanel fault={error} onRetry={() => void refetch()} />)}
      {alerts.length > 0 && <AlertRows alerts={alerts} />}
      {hasNextPage && (
        <Button variant="default" size="xs" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.incident.moreAlerts}
        </Button>
      )}
    </Panel>
  );
}
