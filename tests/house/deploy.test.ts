// What deploy/compose.yaml and the Dockerfile name is there: roles, options, variables, files. Docker itself is not needed.
import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadSite } from '../../runtime/config/load-site.ts';
import { runVigie } from '../../runtime/cli/main.ts';
import { roles } from '../../runtime/wiring/roles.ts';

const root = join(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

const Service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.unknown()).optional(),
  volumes: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.unknown()).optional(),
});
const Compose = z.object({ services: z.record(z.string(), Service), volumes: z.record(z.string(), z.unknown()) });

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
