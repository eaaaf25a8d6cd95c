// What Grafana's own webhook adds to Alertmanager's, by its documentation (docs/connect-prometheus.md, "Grafana").
import { expect, test } from 'vitest';
import type { Event } from '../../domain/event.ts';
import { readOrReject } from '../read-or-reject.ts';
import { defaultSources } from './registry.ts';

const source = defaultSources('UTC', 'default').find(({ profile }) => profile.type === 'alertmanager');
const receivedAt = Date.UTC(2026, 10, 29, 8, 31);

function readGrafana(status: 'firing' | 'resolved', endsAt: string): readonly Event[] {
  if (source === undefined) throw new Error('no alertmanager source');
  const alert = {
    status,
    labels: { alertname: 'Disk space', grafana_folder: 'Infra', host: 'fs-1', severity: 'critical' },
    annotations: { summary: 'fs-1: / 2% left' },
    startsAt: '2026-11-29T09:30:30.157076+01:00',
    endsAt,
    generatorURL: 'https://grafana.example.net/alerting/1afz29v7z/edit',
    fingerprint: 'c6eadffa33fcdf37',
    silenceURL: 'https://grafana.example.net/alerting/silence/new?alertmanager=grafana',
    dashboardURL: '',
    panelURL: '',
    values: status === 'firing' ? { B: 2.1, C: 1 } : null,
    valueString: "[ var='B' labels={} value=2.1 ]",
  };
  const around = {
    receiver: 'vigie',
    status,
    orgId: 1,
    version: '1',
    title: '[FIRING:1]',
    state: 'alerting',
    message: '',
  };
  const body = { ...around, alerts: [alert], groupLabels: {}, commonLabels: {}, commonAnnotations: {}, groupKey: '{}' };
  return readOrReject(source, Buffer.from(JSON.stringify(body)), receivedAt).events ?? [];
}

test('a body of Grafana opens an alert on its host, and ends it', () => {
  const [firing] = readGrafana('firing', '0001-01-01T00:00:00Z');
  const [resolved] = readGrafana('resolved', '2026-11-29T09:30:50+01:00');
  expect(firing).toMatchObject({
    state: 'problem',
    name: 'Disk space',
    severity: 'critical',
    message: 'fs-1: / 2% left',
  });
  expect(firing?.occurredAt).toBe(Date.UTC(2026, 10, 29, 8, 30, 30, 157));
  expect(resolved).toMatchObject({ state: 'clear', fingerprint: firing?.fingerprint });
});
