// A real Request Tracker 5 with a database of its own: queues, fields for keys, and a user with the least rights.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { request } from 'undici';
import { answers, eventually, freePort, launch } from './server-process.ts';

export const rtServer = '/usr/share/request-tracker5/libexec/rt-server';
const setUp = '/usr/sbin/rt-setup-database-5';

/** Those that docs/ticketing/rt.md asks for; a test holds them equal. */
export const leastRights = [
  'SeeQueue',
  'CreateTicket',
  'ShowTicket',
  'ShowTicketComments',
  'ModifyTicket',
  'ReplyToTicket',
  'CommentOnTicket',
  'SeeCustomField',
  'SetInitialCustomField',
  'ModifyCustomField',
] as const;

export interface RealRt {
  readonly url: string;
  /** Of the user with the least rights. */
  readonly token: string;
  /** As its superuser; the answer's JSON. */
  asRoot(method: 'GET' | 'POST' | 'PUT', path: string, json?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

const siteConfig = (folder: string, port: number): string => `
Set($rtname, 'lab.example');
Set($Organization, 'lab.example');
Set($WebPath, '');
Set($WebDomain, '127.0.0.1');
Set($WebPort, ${String(port)});
Set($WebBaseURL, 'http://127.0.0.1:${String(port)}');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '${join(folder, 'rtdb')}');
Set($DatabaseUser, '');
Set($DatabasePassword, '');
Set($Timezone, 'UTC');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
Set($MailCommand, 'testfile');
# Each request checks the token by bcrypt: 220 ms at the default of 12.
Set($BcryptCost, 4);
1;
`;

const seed = (queues: readonly string[], fields: readonly string[]): string => `
@Queues = map { { Name => $_ } } (${quoted(queues)});
@CustomFields = map { { Name => $_, Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket', ApplyTo => '${queues[0] ?? ''}' } } (${quoted(fields)});
@Users = (
  { Name => 'vigie', EmailAddress => 'vigie@lab.example', Password => 'never-used-here', Privileged => 1 },
  { Name => 'alice', EmailAddress => 'alice@lab.example', Password => 'never-used-here', Privileged => 1 },
);
@ACL = map { my $queue = $_; map { { UserId => 'vigie', Queue => $queue, Right => $_ } } (${quoted(leastRights)}) } (${quoted(queues)});
@Final = (sub {
  my $user = RT::CurrentUser->new('vigie');
  my ($ok, $why, $token) = RT::AuthToken->new(RT->SystemUser)->Create(Owner => $user->id, Description => 'tests');
  print "TOKEN=$token\\n";
});
1;
`;

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** The first queue has all the fields, the others have none. */
export async function startRt(folder: string, queues: readonly string[], fields: readonly string[]): Promise<RealRt> {
  const port = await freePort();
  const configs = join(folder, 'conf');
  mkdirSync(configs, { recursive: true });
  writeFileSync(join(configs, '10-test.pm'), siteConfig(folder, port));
  writeFileSync(join(folder, 'seed.pl'), seed(queues, fields));
  const environment = { ...process.env, RT_SITE_CONFIG_DIR: configs };
  const run = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(setUp, [...args, '--dba', '', '--dba-password', ''], {
      env: environment,
      timeout: 120_000,
    });
    return stdout;
  };
  await run('--action', 'init', '--skip-create');
  const token = /TOKEN=(\S+)/.exec(await run('--action', 'insert', '--datafile', join(folder, 'seed.pl')))?.[1];
  if (token === undefined) throw new Error('RT gave no token');
  const server = launch({
    command: rtServer,
    args: ['--port', String(port), '--host', '127.0.0.1', '--max-workers', '4'],
    folder,
    environment,
  });
  const url = `http://127.0.0.1:${String(port)}`;
  await eventually('Request Tracker', 60_000, () => answers(`${url}/static/images/favicon.png`));
  return {
    url,
    token,
    asRoot: async (method, path, json) => {
      const reply = await request(`${url}/REST/2.0${path}`, {
        method,
        headers: {
          Authorization: `Basic ${Buffer.from('root:password').toString('base64')}`,
          Accept: 'application/json',
          ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
      return reply.body.json();
    },
    stop: () => server.stop(),
  };
}
