// An open alert in the shape of Alertmanager's v2 API, for amtool and Grafana.
import { alertLabels } from '../../../correlate/labels/alert-labels.ts';
import type { Alert } from '../../../domain/alert.ts';
import { rfc3339 } from '../../../domain/zoned-time.ts';

export const receiverName = 'vigie';

export interface GettableAlert {
  readonly annotations: Readonly<Record<string, string>>;
  readonly endsAt: string;
  readonly fingerprint: string;
  readonly receivers: readonly { readonly name: string }[];
  readonly startsAt: string;
  readonly status: {
    readonly inhibitedBy: readonly string[];
    readonly silencedBy: readonly string[];
    readonly state: 'active' | 'suppressed';
  };
  readonly updatedAt: string;
  readonly generatorURL: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Alertmanager's `resolve_timeout` default: an alert that still fires ends this far ahead. */
const resolveTimeoutMs = 300_000;

/** `without`: why it has no incident; in a maintenance window it is what Alertmanager calls silenced. */
export function gettableAlert(alert: Alert, without: string | null, now: number): GettableAlert {
  const { message, openedAt, lastSeenAt, link } = alert;
  const suppressor = suppressorIn(without);
  return {
    annotations: message === '' ? {} : { summary: message },
    endsAt: rfc3339(Math.max(now, lastSeenAt) + resolveTimeoutMs),
    fingerprint: alert.fingerprint.slice(alert.fingerprint.lastIndexOf(':') + 1),
    receivers: [{ name: receiverName }],
    startsAt: rfc3339(openedAt),
    status: {
      inhibitedBy: [],
      silencedBy: suppressor === null ? [] : [suppressor],
      state: suppressor === null ? 'active' : 'suppressed',
    },
    updatedAt: rfc3339(lastSeenAt),
    generatorURL: link ?? '',
    labels: alertLabels(alert),
  };
}

/** The window, silence or rule in `maintenance window m1`, `silence 7f…`, `suppressed by rule r2`. */
function suppressorIn(without: string | null): string | null {
  const told = without === null ? null : /^(?:maintenance|silence|suppressed)\b.*?(\S+)$/u.exec(without);
  return told?.[1] ?? null;
}
