// A recorded body as it is sent again today: its times moved to now, each alert in it marked so that it is found in the log.
export interface Marking {
  /** What sets this POST apart. */
  readonly mark: string;
  /** Of a moment in the recording: when that is now. */
  readonly nowOf: (recordedMs: number) => number;
  /** The recording's own time of this POST. */
  readonly recordedMs: number;
}

export interface MarkedBody {
  readonly body: string;
  /** One per alert. */
  readonly marks: readonly string[];
}

interface Told {
  annotations?: Record<string, string>;
  startsAt?: string;
  endsAt?: string;
}

export function markBody(source: string, body: string, marking: Marking): MarkedBody {
  const payload = JSON.parse(body) as unknown;
  if (source === 'zabbix') {
    const mark = `${marking.mark}-0.`;
    return { body: JSON.stringify({ ...(payload as object), 'VIGIE.MARK': mark }), marks: [mark] };
  }
  const alerts = source === 'prometheus' ? (payload as Told[]) : (payload as { alerts: Told[] }).alerts;
  const marks = alerts.map((alert, n) => markAlert(alert, `${marking.mark}-${n}.`, marking));
  return { body: JSON.stringify(payload), marks };
}

/** The start of an episode must be the same text at each resend: it only depends on what was recorded. */
function markAlert(alert: Told, mark: string, { nowOf, recordedMs }: Marking): string {
  alert.annotations = { ...alert.annotations, mark };
  if (alert.startsAt !== undefined) alert.startsAt = new Date(nowOf(Date.parse(alert.startsAt))).toISOString();
  if (alert.endsAt !== undefined && !alert.endsAt.startsWith('0001')) {
    const endsAt = Date.parse(alert.endsAt);
    const ahead = endsAt - recordedMs;
    const at = ahead > 0 ? nowOf(recordedMs) + ahead : nowOf(endsAt);
    alert.endsAt = new Date(at).toISOString();
  }
  return mark;
}
