// A GLPI's assets read as recorded answers show them, page by page, and refused where they cannot be believed.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GlpiCmdb, GlpiCmdbConfig } from './glpi-cmdb.ts';

type Answer = { readonly status: number; readonly body: unknown };

const recorded = (name: string): Answer =>
  (JSON.parse(readFileSync(`tests/fixtures/contracts/glpi-cmdb/${name}.json`, 'utf8')) as { response: Answer })
    .response;

/** Path after apirest.php → answer; a function is given the first row asked for. */
let answers: Map<string, Answer | ((from: number) => Answer)>;
let asked: string[];
let cmdb: GlpiCmdb;
let stop: () => Promise<void>;

function serve(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '', 'http://glpi');
  const path = url.pathname.replace('/apirest.php/', '');
  asked.push(`${path}?${url.searchParams.get('range') ?? ''}`);
  const known = path === 'initSession' ? { status: 200, body: { session_token: 't' } } : answers.get(path);
  const answer = typeof known === 'function' ? known(Number(url.searchParams.get('range')?.split('-')[0])) : known;
  const { status, body } = answer ?? { status: 400, body: ['ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM', ''] };
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

beforeEach(async () => {
  asked = [];
  answers = new Map([
    ['Computer', recorded('700-list-computers-page-1')],
    ['NetworkEquipment', { status: 200, body: [recorded('720-networkequipment-with-ports').body] }],
    ['Appliance', recorded('706-list-appliances')],
    ['Appliance/1/Appliance_Item', recorded('707-appliance-items')],
    ['Appliance/2/Appliance_Item', { status: 200, body: [] }],
    ['Appliance/3/Appliance_Item', { status: 200, body: [] }],
    ['ImpactRelation', recorded('711-list-impact-relations-technician')],
  ]);
  const server = createServer(serve);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/apirest.php`;
  cmdb = new GlpiCmdb(
    GlpiCmdbConfig.parse({ type: 'glpi', url, appToken: 'a', userToken: 'u', environments: { 3: 'test' } }),
    { now: () => 0 },
  );
  stop = async () => {
    await cmdb.stop();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
});
afterEach(() => stop());

const computers =
  (count: number) =>
  (from: number): Answer => {
    if (from >= count) return { status: 400, body: ['ERROR_RANGE_EXCEED_TOTAL', 'too far'] };
    const rows = Array.from({ length: Math.min(200, count - from) }, (_, n) => ({
      id: from + n + 1,
      name: `srv-${String(from + n)}`,
    }));
    return { status: 206, body: rows };
  };

describe('a live GLPI', () => {
  it('gives CIs, services and relations under its own ids', async () => {
    const { cis, services, relations, sites, teams } = await cmdb.read();
    expect(cis.find(({ id }) => id === 'networkequipment-1')).toMatchObject({
      ...{ name: 'rtr-core-01', class: 'switch', aliases: ['ACM00001'], site: 'location-1', owner: 'group-2' },
    });
    expect(cis.filter(({ class: kind }) => kind === 'server')).toHaveLength(3);
    expect(services.map(({ id, name }) => [id, name])).toContainEqual(['appliance-1', 'VoIP core']);
    expect(relations).toContainEqual({ from: 'computer-1', to: 'networkequipment-1', type: 'depends_on' });
    expect(relations).toContainEqual({ from: 'appliance-1', to: 'computer-1', type: 'depends_on' });
    expect([sites.map(({ id }) => id).includes('location-1'), teams.map(({ id }) => id).includes('group-2')]).toEqual([
      true,
      true,
    ]);
  });

  it.each([1, 199, 200, 201, 400])('reads a list of %i to its end and not beyond', async (count) => {
    answers.set('Computer', computers(count));
    const { cis } = await cmdb.read();
    expect(cis.filter(({ id }) => id.startsWith('computer-'))).toHaveLength(count);
    expect(asked.filter((path) => path.startsWith('Computer?'))).toHaveLength(Math.floor(count / 200) + 1);
  });

  it('leaves out what is deleted, a template or nameless', async () => {
    const rows = [
      { id: 1, name: 'gone', is_deleted: 1 },
      { id: 2, name: 'mould', is_template: 1 },
      { id: 3, name: null },
      { id: 4, name: 'kept', states_id: 3 },
    ];
    answers.set('Computer', { status: 200, body: rows });
    const { cis } = await cmdb.read();
    expect(cis.filter(({ id }) => id.startsWith('computer-'))).toMatchObject([{ name: 'kept', environment: 'test' }]);
  });

  it.each([
    [{ status: 403, body: ['ERROR_RIGHT_MISSING', 'no'] }, 'cmdb-forbidden', false],
    [{ status: 500, body: ['ERROR_GLPI', 'oops'] }, 'cmdb-unreachable', true],
    [{ status: 200, body: '<html>login</html>' }, 'cmdb-unreachable', true],
    [{ status: 200, body: { id: 1 } }, 'cmdb-misread', false],
    [{ status: 200, body: [{ id: 'x', name: 'y' }] }, 'cmdb-misread', false],
    [{ status: 200, body: [{ id: 1, name: 'x'.repeat(501) }] }, 'cmdb-misread', false],
  ])('refuses %j: %s', async (answer, code, retryable) => {
    answers.set('ImpactRelation', answer);
    await expect(cmdb.read()).rejects.toMatchObject({ code, retryable });
  });
});
