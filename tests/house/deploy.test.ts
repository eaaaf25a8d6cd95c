// What deploy/compose.yaml and the Dockerfile name is there: roles, options, variables, files. Docker itself is not needed.
import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadSite } from '../../runtime/config/load-site.ts';
import { runVigie } from '../../runtime/cli/main.ts';
import { addHouseGauges, addStageGauge } from '../../runtime/telemetry/house-gauges.ts';
import { createMetrics } from '../../runtime/telemetry/metrics.ts';
import { roles } from '../../runtime/wiring/roles.ts';

const root = join(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Compose knows more; these are ours, so that a slip of the pen is seen. */
const Service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.literal('unless-stopped'),
  healthcheck: z.record(z.string(), z.unknown()).optional(),
  deploy: z.strictObject({ replicas: z.number().int() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.unknown()).optional(),
  volumes: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.unknown()).optional(),
});
const Compose = z.strictObject({
  name: z.literal('vigie'),
  'x-vigie': z.unknown(),
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()),
});

const compose = Compose.parse(parse(text('deploy/compose.yaml'), { merge: true }));
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image === 'vigie');

async function startHelp(): Promise<string> {
  let told = '';
  const stopped = new AbortController().signal;
  const tell = (written: string): void => void (told += written);
  await runVigie(['start', '--help'], {
    env: {},
    isScreen: false,
    readInput: async () => '',
    out: tell,
    err: tell,
    stopped,
  });
  return told;
}

describe('deploy/compose.yaml', () => {
  it('runs each role once, by options that the command has', async () => {
    expect(ours.map(([, { command }]) => command?.at(-1))).toEqual([...roles]);
    const help = await startHelp();
    for (const [, { command = [] }] of ours) {
      expect(command[0]).toBe('start');
      for (const option of command.filter((word) => word.startsWith('--'))) expect(help).toContain(`${option} <`);
    }
  });

  it('mounts files that are there, and volumes that it declares', () => {
    const mounts = services.flatMap(([, { volumes = [] }]) => volumes).filter((mount) => mount.includes(':'));
    expect(mounts.length).toBeGreaterThan(5);
    for (const mount of mounts) {
      const from = mount.replace(/^\$\{\w+:-([^}]+)\}/, '$1').split(':')[0] ?? '';
      if (from.startsWith('.')) expect(existsSync(join(root, 'deploy', from)), mount).toBe(true);
      else expect(Object.keys(compose.volumes), mount).toContain(from);
    }
  });

  it('keeps the log of Kafka in its volume', () => {
    const { environment = {}, volumes = [] } = compose.services['kafka'] ?? {};
    expect(volumes.map((mount) => mount.split(':')[1])).toContain(environment['KAFKA_LOG_DIRS']);
  });

  it('builds from this checkout', () => {
    for (const [name, { build }] of ours) {
      const context = join(root, 'deploy', build?.context ?? '');
      expect(normalize(`${context}/`), name).toBe(normalize(`${root}/`));
      expect(existsSync(join(context, build?.dockerfile ?? '')), name).toBe(true);
    }
  });

  it('waits only for services that it has', () => {
    for (const [name, { depends_on = {} }] of services)
      for (const other of Object.keys(depends_on)) expect(compose.services, name).toHaveProperty(other);
  });

  it('gives the site every variable that it asks for, and publishes the port that it opens', () => {
    const asked = [...text('deploy/cluster/vigie.yaml').matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => name ?? '');
    expect(asked.length).toBeGreaterThan(0);
    for (const [name, { environment = {} }] of ours)
      for (const variable of asked) expect(Object.keys(environment), name).toContain(variable);
    const env = Object.fromEntries(asked.map((name) => [name, 'a-token-of-twenty-four-characters']));
    const site = loadSite({ file: join(root, 'deploy/cluster/vigie.yaml'), env });
    for (const broker of site.kafka?.brokers ?? []) expect(compose.services).toHaveProperty(broker.split(':')[0] ?? '');
    const published = ours.flatMap(([, { ports = [] }]) => ports.map((port) => Number(port.split(':').at(-1))));
    expect(new Set(published)).toEqual(new Set([site.config.console.port]));
  });
});

interface Exported {
  readonly labelNames: readonly string[];
}

/** What a console process exports, by name. */
function exported(): ReadonlyMap<string, Exported> {
  const metrics = createMetrics();
  addStageGauge(metrics, () => Promise.resolve(new Map()));
  addHouseGauges(metrics, { open: () => Promise.resolve({ byPriority: {}, majors: 0, alerts: 0 }) });
  const known = metrics.registry.getMetricsAsArray() as unknown as readonly (Exported & { readonly name: string })[];
  return new Map(known.map((metric) => [metric.name, metric]));
}

describe('deploy/cluster/grafana', () => {
  const Target = z.object({ expr: z.string(), legendFormat: z.string().optional() });
  const Dashboard = z.object({ panels: z.array(z.object({ title: z.string(), targets: z.array(Target) })) });
  const { panels } = Dashboard.parse(JSON.parse(text('deploy/cluster/grafana/vigie.json')));
  const targets = panels.flatMap((panel) => panel.targets.map((target) => [panel.title, target] as const));

  it.each(targets)('asks only for what Vigie exports: %s', (_title, { expr, legendFormat = '' }) => {
    const names = [...expr.matchAll(/\bvigie_\w+/g)].map(([name]) => name);
    expect(names).toHaveLength(1);
    const metric = exported().get(names[0] ?? '');
    expect(metric, expr).toBeDefined();
    const asked = [
      ...[...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(',')),
      ...[...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label),
    ].map((label) => label.trim());
    // A target's own labels are Prometheus's: deploy/cluster/prometheus.yml.
    const known = [...(metric?.labelNames ?? []), 'instance', 'job', 'role'];
    for (const label of asked) expect(known, expr).toContain(label);
  });

  it('reads from the Prometheus that compose starts, which scrapes the processes that compose starts', () => {
    const { datasources } = parse(text('deploy/cluster/grafana/datasource.yaml')) as { datasources: { url: string }[] };
    expect(datasources.map(({ url }) => new URL(url).hostname)).toEqual(['prometheus']);
    const scraped = parse(text('deploy/cluster/prometheus.yml')) as {
      scrape_configs: { dns_sd_configs: { names: string[]; port: number }[] }[];
    };
    const [found] = scraped.scrape_configs.flatMap(({ dns_sd_configs }) => dns_sd_configs);
    expect(found?.names.sort()).toEqual(ours.map(([name]) => name).sort());
    expect(found?.port).toBe(8470);
  });
});

describe('deploy/Dockerfile', () => {
  const lines = text('deploy/Dockerfile').split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));

  it('copies what is there, and every room that the command imports', () => {
    for (const path of copied) expect(existsSync(join(root, path)), path).toBe(true);
    for (const room of ['bin', 'domain', 'ingest', 'correlate', 'ticketing', 'console', 'runtime'])
      expect(copied, room).toContain(room);
  });

  it('begins with a command that is there, of a Node that can run it', () => {
    const entry = lines.find((line) => line.startsWith('ENTRYPOINT'))?.match(/\/vigie\/([\w/]+)/)?.[1] ?? '';
    expect(existsSync(join(root, normalize(entry)))).toBe(true);
    const { engines } = z.object({ engines: z.object({ node: z.string() }) }).parse(JSON.parse(text('package.json')));
    for (const from of lines.filter((line) => line.startsWith('FROM')))
      expect(`>=${/node:(\d+)-/.exec(from)?.[1] ?? ''}`).toBe(engines.node);
  });

  it('runs scripts that package.json has', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(text('package.json')));
    const run = lines.flatMap((line) => [...line.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? ''));
    expect(run.length).toBeGreaterThan(0);
    for (const name of run) expect(scripts).toHaveProperty(name);
  });
});
