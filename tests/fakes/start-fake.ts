// Starts one fake ticketing system, `node tests/fakes/start-fake.ts NAME [PORT]`: tells on stdout where its page is and how a sink speaks to it.
import { fakeSystems } from './fake-systems.ts';

const [name = '', port = '0'] = process.argv.slice(2);
const start = Object.hasOwn(fakeSystems, name) ? fakeSystems[name] : undefined;
if (start === undefined || !/^\d{1,5}$/.test(port)) {
  process.stderr.write(`usage: start-fake.ts ${Object.keys(fakeSystems).join('|')} [PORT]\n`);
  process.exitCode = 2;
} else {
  const { fake, section } = await start(Number(port));
  process.stdout.write(`${JSON.stringify({ page: `${fake.origin}/`, section })}\n`);
}
