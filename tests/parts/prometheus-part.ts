// A real Prometheus and a real Alertmanager that watch one gauge of ours.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answers, eventually, freePort, launch, type ServerProcess } from './server-process.ts';

export interface Gauge {
  readonly port: number;
  set(value: number): void;
  stop(): Promise<void>;
}

/** An exporter whose only series is `probe_success{instance}`. */
export async function startGauge(instance: string): Promise<Gauge> {
  let current = 1;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(`# TYPE probe_success gauge\nprobe_success{instance="${instance}"} ${String(current)}\n`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    set: (value) => {
      current = value;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface PrometheusSetting {
  readonly binary: string;
  readonly folder: string;
  readonly gaugePort: number;
  /** host:port of each Alertmanager-like receiver. */
  readonly receivers: readonly string[];
}

export async function startPrometheus({ binary, folder, gaugePort, receivers }: PrometheusSetting): Promise<ServerProcess> {
  mkdirSync(folder, { recursive: true });
  const targets = receivers.map((receiver) => `    - static_configs: [{targets: ['${receiver}']}]`).join('\n');
  writeFileSync(
    join(folder, 'prometheus.yml'),
    `global: {scrape_interval: 1s, evaluation_interval: 1s, external_labels: {cluster: lab, replica: a}}
rule_files: [rules.yml]
alerting:
  alertmanagers:
${targets}
scrape_configs:
  - {job_name: probe, honor_labels: true, static_configs: [{targets: ['127.0.0.1:${String(gaugePort)}']}]}
`,
  );
  writeFileSync(
    join(folder, 'rules.yml'),
    `groups:
  - name: probe
    rules:
      - alert: HostDown
        expr: probe_success == 0
        labels: {severity: critical}
        annotations: {summary: "Host {{ $labels.instance }} does not answer"}
`,
  );
  const port = await freePort();
  const server = launch({
    command: binary,
    args: ['--config.file=prometheus.yml', '--storage.tsdb.path=tsdb', `--web.listen-address=127.0.0.1:${String(port)}`, '--rules.alert.resend-delay=2s'],
    folder,
  });
  await eventually('Prometheus', 30_000, () => answers(`http://127.0.0.1:${String(port)}/-/ready`));
  return server;
}

export async function startAlertmanager(binary: string, folder: string, webhook: string): Promise<ServerProcess & { readonly receiver: string }> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'alertmanager.yml'),
    `route: {receiver: vigie, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
receivers: [{name: vigie, webhook_configs: [{url: '${webhook}', send_resolved: true}]}]
`,
  );
  const port = await freePort();
  const server = launch({
    command: binary,
    args: ['--config.file=alertmanager.yml', '--storage.path=state', `--web.listen-address=127.0.0.1:${String(port)}`, '--cluster.listen-address='],
    folder,
  });
  await eventually('Alertmanager', 30_000, () => answers(`http://127.0.0.1:${String(port)}/-/ready`));
  return { ...server, receiver: `127.0.0.1:${String(port)}` };
}
