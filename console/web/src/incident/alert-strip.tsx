// The incident's shape at a glance: open alerts over time, with the moments that matter.
import { useInfiniteQuery } from '@tanstack/react-query';
import { alertsQuery } from '../api/queries.ts';
import type { IncidentDetail } from '../api/shapes.ts';
import { tellClock } from '../time/tell-time.ts';
import { useNow } from '../time/use-now.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './alert-strip.module.css';
import { openAlertsOverTime, type Step } from './open-alerts-over-time.ts';

const width = 1000;
const height = 64;

interface Frame {
  readonly fromMs: number;
  readonly toMs: number;
  readonly most: number;
}

function areaOf(steps: readonly Step[], { fromMs, toMs, most }: Frame): string {
  const x = (atMs: number): string => (((atMs - fromMs) / (toMs - fromMs)) * width).toFixed(1);
  const y = (open: number): string => (height - (open / most) * (height - 4)).toFixed(1);
  const path = steps.map((step) => `H${x(step.atMs)}V${y(step.open)}`).join('');
  return `M0 ${String(height)}${path}H${String(width)}V${String(height)}Z`;
}

interface Flag {
  readonly atMs: number;
  readonly name: string;
}

function useFlags(incident: IncidentDetail): Flag[] {
  const words = useWords();
  const flags = [{ at: incident.incidentAt, name: words.board.incident }];
  if (incident.major !== null) flags.push({ at: incident.major.declaredAt, name: words.board.major });
  if (incident.resolvedAt !== null) flags.push({ at: incident.resolvedAt, name: words.states.resolved });
  return flags.map(({ at, name }) => ({ atMs: Date.parse(at), name }));
}

export function AlertStrip({ incident }: { readonly incident: IncidentDetail }) {
  const words = useWords();
  const now = useNow();
  const { data } = useInfiniteQuery(alertsQuery(incident.id));
  const flags = useFlags(incident);
  const alerts = data?.pages.flatMap((page) => page.items) ?? [];
  const steps = openAlertsOverTime(alerts);
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined || now === null) return null;
  const ends = incident.resolvedAt === null ? now : Date.parse(incident.resolvedAt);
  const frame = {
    fromMs: first.atMs - 1000,
    toMs: Math.max(ends, last.atMs) + 1000,
    most: Math.max(...steps.map((step) => step.open)),
  };
  return (
    <figure className={styles['strip']}>
      <figcaption className={styles['caption']}>{words.incident.strip(frame.most)}</figcaption>
      <div className={styles['field']}>
        <svg
          viewBox={`0 0 ${String(width)} ${String(height)}`}
          preserveAspectRatio="none"
          className={styles['area']}
          aria-hidden="true"
        >
          <path d={areaOf(steps, frame)} />
        </svg>
        {flags.map((flag, at) => (
          <span
            key={flag.name}
            className={styles['flag']}
            data-row={at % 3}
            style={{ left: `${String(((flag.atMs - frame.fromMs) / (frame.toMs - frame.fromMs)) * 100)}%` }}
          >
            <span>
              {flag.name} {tellClock(flag.atMs)}
            </span>
          </span>
        ))}
      </div>
      <div className={styles['ends']}>
        <span>{tellClock(frame.fromMs)}</span>
        <span>{tellClock(frame.toMs)}</span>
      </div>
    </figure>
  );
}
