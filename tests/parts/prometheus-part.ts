// A real Prometheus and a real Alertmanager that watch one gauge of ours.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { answers, eventually, freePort, launch, type ServerProcess } from './server-process.ts';
import { shippedText } from './shipped-text.ts';

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
  /** host:port of each Alertmanager-like receiver; the first is Vigie, as deploy/prometheus has it. */
  readonly receivers: readonly [string, ...string[]];
  readonly token: string;
}

const rules = {
  groups: [
    {
      name: 'probe',
      rules: [
        {
          alert: 'HostDown',
          expr: 'probe_success == 0',
          labels: { severity: 'critical' },
          annotations: { summary: 'Host {{ $labels.instance }} does not answer' },
        },
      ],
    },
  ],
};

export async function startPrometheus(setting: PrometheusSetting): Promise<ServerProcess> {
  const { binary, folder, gaugePort, receivers, token } = setting;
  const [vigie, ...others] = receivers;
  const write = fileWriter(folder);
  const shipped = parse(shippedText('prometheus/alerting.yml', '127.0.0.1:8470', vigie)) as {
    alerting: { alertmanagers: object[] };
  };
  shipped.alerting.alertmanagers.push(...others.map((target) => ({ static_configs: [{ targets: [target] }] })));
  write('vigie.token', token);
  write('rules.yml', stringify(rules));
  write(
    'prometheus.yml',
    stringify({
      global: {
        scrape_interval: '1s',
        evaluation_interval: '1s',
        external_labels: { cluster: 'lab', replica: 'a' },
      },
      rule_files: ['rules.yml'],
      scrape_configs: [
        {
          job_name: 'probe',
          honor_labels: true,
          static_configs: [{ targets: [`127.0.0.1:${String(gaugePort)}`] }],
        },
      ],
      ...shipped,
    }),
  );
  const port = await freePort();
  const server = launch({
    command: binary,
    args: [
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=tsdb',
      `--web.listen-address=127.0.0.1:${String(port)}`,
      '--rules.alert.resend-delay=2s',
    ],
    folder,
  });
  await eventually('Prometheus', 30_000, () => answers(`http://127.0.0.1:${String(port)}/-/ready`));
  return server;
}

export interface AlertmanagerSetting {
  readonly binary: string;
  readonly folder: string;
  /** host:port of Vigie. */
  readonly vigie: string;
  readonly token: string;
}

/** As deploy/alertmanager has it, but in a hurry. */
export async function startAlertmanager(
  setting: AlertmanagerSetting,
): Promise<ServerProcess & { readonly receiver: string }> {
  const { binary, folder, vigie, token } = setting;
  const write = fileWriter(folder);
  const shipped = shippedText('alertmanager/alertmanager.yml', '127.0.0.1:8470', vigie);
  write('alertmanager.yml', shipped.replace('group_interval: 10s', 'group_interval: 1s'));
  write('vigie.token', token);
  const port = await freePort();
  const server = launch({
    command: binary,
    args: [
      '--config.file=alertmanager.yml',
      '--storage.path=state',
      `--web.listen-address=127.0.0.1:${String(port)}`,
      '--cluster.listen-address=',
    ],
    folder,
  });
  await eventually('Alertmanager', 30_000, () => answers(`http://127.0.0.1:${String(port)}/-/ready`));
  return { ...server, receiver: `127.0.0.1:${String(port)}` };
}

function fileWriter(folder: string): (name: string, text: string) => void {
  mkdirSync(folder, { recursive: true });
  return (name, text) => writeFileSync(join(folder, name), text);
}
