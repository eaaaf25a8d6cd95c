// Builds the pages before `npm start`, unless what is built is newer than everything it is made from.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const web = import.meta.dirname;
const sources = [
  join(web, 'src'),
  join(web, 'public'),
  join(web, 'index.html'),
  join(web, 'vite.config.ts'),
  join(web, '../../package-lock.json'),
];

async function changedAt(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = await readdir(path);
  const times = await Promise.all(inside.map((name) => changedAt(join(path, name))));
  return Math.max(found.mtimeMs, ...times);
}

async function builtAt(): Promise<number> {
  return stat(join(web, 'dist/index.html')).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}

const newest = Math.max(...(await Promise.all(sources.map(changedAt))));
if ((await builtAt()) < newest) {
  process.stderr.write('building the pages …\n');
  await build({ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'warn' });
}
