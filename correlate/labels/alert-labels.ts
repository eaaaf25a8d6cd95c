// The labels that an Alertmanager client expects of any alert, whichever source told it.
import type { Alert } from '../../domain/alert.ts';

/** What Prometheus and its kin labelled stays as it is; other sources get the labels that their readers expect. */
export function alertLabels({ source, labels, name, host, severity }: Alert): Record<string, string> {
  if (source === 'prometheus' || source === 'alertmanager') return { alertname: name, ...labels };
  return { alertname: name, severity, ...(host === '' ? {} : { instance: host }), ...labels };
}
