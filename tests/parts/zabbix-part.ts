// A real Zabbix 6: its own PostgreSQL cluster, server and front end, with the media type that deploy/ ships.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { answers, eventually, freePort, launch, type ServerProcess } from './server-process.ts';

const share = '/usr/share/zabbix-server-pgsql';
const frontend = '/usr/share/zabbix';
/** Written once, shown never again. */
const secretMacro = 1;
const notMonitored = 1;
const mediaType = join(import.meta.dirname, '../../deploy/zabbix/media-type.yaml');

export interface ZabbixSetting {
  readonly server: string;
  readonly sender: string;
  readonly php: string;
  readonly initdb: string;
  readonly folder: string;
  /** Where the shipped media type posts to. */
  readonly webhook: string;
  readonly token: string;
  /** The host that it watches, and what it calls the value 0. */
  readonly host: string;
  readonly problem: string;
}

export interface Zabbix {
  send(value: number): void;
  output(): string;
  stop(): Promise<void>;
}

/** The server comes last: its first look at the configuration then sees all of it, and no value falls between two. */
export async function startZabbix(setting: ZabbixSetting): Promise<Zabbix> {
  const { folder, sender, host } = setting;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const running: ServerProcess[] = [];
  const database = await startDatabase(setting);
  running.push(database.process);
  loadSchema(database.port);
  const trapperPort = await freePort(20_000);
  const web = await startFrontend(setting, database.port, trapperPort);
  running.push(web.process);
  const api = await logIn(web.address);
  await stopWatchingItself(api);
  await connectToVigie(api, setting);
  await createWatch(api, setting);
  running.push(startServer(setting, database.port, trapperPort));
  return {
    send: (value) => {
      const told = ['-s', host, '-k', 'status', '-o', String(value)];
      execFileSync(sender, ['-z', '127.0.0.1', '-p', String(trapperPort), ...told], { stdio: 'pipe' });
    },
    output: () => running.map((each) => each.output()).join('\n'),
    stop: async () => {
      for (const each of running.reverse()) await each.stop();
    },
  };
}

/** PostgreSQL and Zabbix refuse to run as root: root runs them as their package's user. */
function userOf(name: string): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(execFileSync('id', [flag, name]).toString());
  return { uid: id('-u'), gid: id('-g') };
}

async function startDatabase({ folder, initdb }: ZabbixSetting): Promise<{ process: ServerProcess; port: number }> {
  const cluster = join(folder, 'pg');
  mkdirSync(cluster);
  const as = userOf('postgres');
  if (as !== null) chownSync(cluster, as.uid, as.gid);
  execFileSync(initdb, ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
    cwd: cluster,
    stdio: 'pipe',
    ...as,
  });
  const port = await freePort();
  const process = launch({
    command: join(dirname(initdb), 'postgres'),
    args: [
      '-D',
      cluster,
      '-p',
      String(port),
      '-k',
      cluster,
      '-h',
      '127.0.0.1',
      '-c',
      'fsync=off',
      '-c',
      'full_page_writes=off',
    ],
    folder: cluster,
    ...(as === null ? {} : { as }),
  });
  await eventually('PostgreSQL', 30_000, () => {
    psql(port, 'postgres', 'select 1');
    return true;
  });
  return { process, port };
}

function psql(port: number, database: string, sql: string | Buffer): void {
  execFileSync(
    'psql',
    ['-q', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-d', database],
    { input: sql, stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 1 << 28 },
  );
}

function loadSchema(port: number): void {
  psql(port, 'postgres', 'create database zabbix');
  for (const file of ['schema.sql.gz', 'images.sql.gz', 'data.sql.gz'])
    psql(port, 'zabbix', gunzipSync(readFileSync(join(share, file))));
}

function startServer({ server, folder }: ZabbixSetting, databasePort: number, trapperPort: number): ServerProcess {
  const as = userOf('zabbix');
  const run = join(folder, 'run');
  mkdirSync(run);
  if (as !== null) chownSync(run, as.uid, as.gid);
  const config = join(run, 'zabbix_server.conf');
  writeFileSync(
    config,
    `DBHost=127.0.0.1\nDBPort=${String(databasePort)}\nDBName=zabbix\nDBUser=postgres\nListenIP=127.0.0.1\nListenPort=${String(trapperPort)}\nLogType=console\nPidFile=${run}/zabbix_server.pid\nSocketDir=${run}\nCacheUpdateFrequency=5\nStartPollers=1\nStartPingers=0\nStartDiscoverers=0\nStartHTTPPollers=0\nStartReportWriters=0\n`,
  );
  return launch({
    command: server,
    args: ['-f', '-c', config],
    folder: run,
    // The macros' times carry no zone: Vigie is told which.
    environment: { TZ: 'UTC' },
    ...(as === null ? {} : { as }),
  });
}

/** The front end reads its settings from one fixed path, so a copy of it reads them from ours. */
async function startFrontend(
  { php, folder }: ZabbixSetting,
  databasePort: number,
  trapperPort: number,
): Promise<{ process: ServerProcess; address: string }> {
  const root = join(folder, 'web');
  cpSync(frontend, root, { recursive: true, dereference: true });
  const configFile = join(root, 'include/classes/core/CConfigFile.php');
  writeFileSync(
    configFile,
    readFileSync(configFile, 'utf8').replaceAll('/etc/zabbix/zabbix.conf.php', join(folder, 'zabbix.conf.php')),
  );
  writeFileSync(
    join(folder, 'zabbix.conf.php'),
    `<?php\n$DB['TYPE']='POSTGRESQL';$DB['SERVER']='127.0.0.1';$DB['PORT']='${String(databasePort)}';$DB['DATABASE']='zabbix';$DB['USER']='postgres';$DB['PASSWORD']='';$DB['SCHEMA']='';$DB['ENCRYPTION']=false;$DB['KEY_FILE']='';$DB['CERT_FILE']='';$DB['CA_FILE']='';$DB['VERIFY_HOST']=false;$DB['CIPHER_LIST']='';$DB['VAULT_URL']='';$DB['VAULT_DB_PATH']='';$DB['VAULT_TOKEN']='';$DB['DOUBLE_IEEE754']=true;$ZBX_SERVER='127.0.0.1';$ZBX_SERVER_PORT='${String(trapperPort)}';$ZBX_SERVER_NAME='lab';$IMAGE_FORMAT_DEFAULT=IMAGE_FORMAT_PNG;\n`,
  );
  const port = await freePort();
  const address = `http://127.0.0.1:${String(port)}`;
  const process = launch({
    command: php,
    args: [
      '-d',
      'max_execution_time=300',
      '-d',
      'memory_limit=256M',
      '-d',
      'post_max_size=16M',
      '-S',
      `127.0.0.1:${String(port)}`,
      '-t',
      root,
    ],
    folder: root,
  });
  await eventually('Zabbix front end', 30_000, () => answers(`${address}/index.php`));
  return { process, address };
}

type Api = (method: string, params: unknown) => Promise<unknown>;

async function logIn(address: string): Promise<Api> {
  let session: string | null = null;
  const call: Api = async (method, params) => {
    const response = await fetch(`${address}/api_jsonrpc.php`, {
      method: 'POST',
      headers: { 'content-type': 'application/json-rpc' },
      body: JSON.stringify({ jsonrpc: '2.0', method, params, id: 1, auth: session }),
    });
    const { result, error } = (await response.json()) as { result?: unknown; error?: unknown };
    if (error !== undefined) throw new Error(`Zabbix ${method}: ${JSON.stringify(error)}`);
    return result;
  };
  session = (await eventually('Zabbix login', 30_000, () =>
    call('user.login', { username: 'Admin', password: 'zabbix' }),
  )) as string;
  return call;
}

/** What a site does once: import the media type, give it the address and token, send every problem there. */
async function connectToVigie(api: Api, { webhook, token }: ZabbixSetting): Promise<void> {
  await api('configuration.import', {
    format: 'yaml',
    source: readFileSync(mediaType, 'utf8'),
    rules: { mediaTypes: { createMissing: true, updateExisting: true } },
  });
  const [media] = (await api('mediatype.get', { filter: { name: 'Vigie' }, output: ['mediatypeid'] })) as {
    mediatypeid: string;
  }[];
  if (media === undefined) throw new Error('the shipped media type was not imported');
  await api('usermacro.createglobal', { macro: '{$VIGIE.URL}', value: webhook });
  await api('usermacro.createglobal', { macro: '{$VIGIE.TOKEN}', value: token, type: secretMacro });
  await api('user.update', {
    userid: '1',
    medias: [{ mediatypeid: media.mediatypeid, sendto: 'vigie', active: 0, severity: 63, period: '1-7,00:00-24:00' }],
  });
  const message = { default_msg: 1 };
  await api('action.create', {
    name: 'Vigie: all problems',
    eventsource: 0,
    esc_period: '60s',
    filter: { evaltype: 0, conditions: [] },
    operations: [
      {
        operationtype: 0,
        opmessage: { ...message, mediatypeid: media.mediatypeid },
        opmessage_usr: [{ userid: '1' }],
        esc_step_from: 1,
        esc_step_to: 1,
        esc_period: '0',
      },
    ],
    recovery_operations: [{ operationtype: 11, opmessage: message }],
    update_operations: [{ operationtype: 12, opmessage: message }],
  });
}

/** Zabbix watches itself from its first start: what it says of a busy machine is not asked here. */
async function stopWatchingItself(api: Api): Promise<void> {
  const hosts = (await api('host.get', { filter: { host: 'Zabbix server' }, output: ['hostid'] })) as {
    hostid: string;
  }[];
  for (const { hostid } of hosts) await api('host.update', { hostid, status: notMonitored });
}

/** A host with one trapper item, and a trigger that fires at 0. */
async function createWatch(api: Api, { host, problem }: ZabbixSetting): Promise<void> {
  const { groupids } = (await api('hostgroup.create', { name: `lab ${host}` })) as { groupids: [string] };
  const { hostids } = (await api('host.create', { host, groups: [{ groupid: groupids[0] }], interfaces: [] })) as {
    hostids: [string];
  };
  await api('item.create', { hostid: hostids[0], key_: 'status', name: 'Availability', type: 2, value_type: 3 });
  await api('trigger.create', { description: problem, expression: `last(/${host}/status)=0`, priority: 5 });
}
