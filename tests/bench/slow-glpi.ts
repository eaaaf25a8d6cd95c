// A fake GLPI in its own process that answers in 5 ms: keeps a list of the tickets made, each with the time of its first byte.
import { FakeGlpi } from '../fakes/glpi/glpi-server.ts';

export interface MadeTicket {
  /** Epoch ms at which the request that made it came in. */
  readonly at: number;
  readonly name: string;
  readonly content: string;
}

export interface SlowGlpiReport {
  readonly made: readonly MadeTicket[];
  readonly requests: number;
  readonly cpuMs: number;
}

const fake = await FakeGlpi.start();
fake.fail({ on: /./, does: { kind: 'slow', ms: Number(process.argv[2] ?? 5) } });

function report(): SlowGlpiReport {
  const made = fake.seen
    .filter(({ method, path }) => method === 'POST' && path === 'Ticket')
    .map(({ at, body }) => ({ at, ...(JSON.parse(body) as { input: { name: string; content: string } }).input }));
  const { user, system } = process.cpuUsage();
  return {
    made: made.map(({ at, name, content }) => ({ at, name, content })),
    requests: fake.seen.length,
    cpuMs: (user + system) / 1000,
  };
}

process.on('message', () => process.send?.(report()));
process.on('disconnect', () => process.exit());
process.send?.(fake.url);
