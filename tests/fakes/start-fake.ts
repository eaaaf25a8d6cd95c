// Starts one fake ticketing system, `node tests/fakes/start-fake.ts NAME [PORT]`: tells on stdout where its page is and how a sink speaks to it.
import { fakeNames, fakeSystems } from './fake-systems.ts';

const [name = '', port = '0'] = process.argv.slice(2);
const known = fakeNames.find((each) => each === name);
if (known === undefined || !/^\d{1,5}$/.test(port)) {
  process.stderr.write(`usage: start-fake.ts ${fakeNames.join('|')} [PORT]\n`);
  process.exitCode = 2;
} else {
  const { fake, section } = await fakeSystems[known](Number(port));
  process.stdout.write(`${JSON.stringify({ page: `${fake.origin}/`, section })}\n`);
}
