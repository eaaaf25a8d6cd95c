// iTop's inventory read as recorded answers show it, page by page, and refused where it cannot be believed.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ToldClock } from '../../clock/told-clock.ts';
import { ItopCmdb, ItopCmdbConfig } from './itop-cmdb.ts';

interface Asked {
  readonly operation: string;
  readonly class: string;
  readonly page?: number;
}

const recorded = (name: string): unknown =>
  (
    JSON.parse(readFileSync(`tests/fixtures/contracts/itop-cmdb/${name}.json`, 'utf8')) as {
      response: { body: unknown };
    }
  ).response.body;

const nothing = recorded('29c-cmdb-list-page-beyond');
let answers: Map<string, (asked: Asked) => unknown>;
let asked: Asked[];
let cmdb: ItopCmdb;
let stop: () => Promise<void>;

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await text(request));
  const told = JSON.parse(form.get('json_data') ?? '{}') as Asked;
  asked.push(told);
  const answer = answers.get(`${told.operation} ${told.class}`)?.(told) ?? nothing;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
}

beforeEach(async () => {
  asked = [];
  answers = new Map([
    ['core/get FunctionalCI', () => recorded('29-cmdb-list-functionalci')],
    ['core/get Server', () => withIds(recorded('29e-cmdb-list-server-all'))],
    ['core/get_related FunctionalCI', () => recorded('30e-related-redundancy')],
  ]);
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  cmdb = new ItopCmdb(ItopCmdbConfig.parse({ type: 'itop', url, user: 'u', password: 'p' }), new ToldClock(0));
  stop = async () => {
    await cmdb.stop();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
});
afterEach(() => stop());

/** All fields were asked for when it was recorded; `id` comes only where it is named. */
function withIds(answer: unknown): unknown {
  const { objects } = answer as { objects: Record<string, { key: string; fields: object }> };
  const named = Object.entries(objects).map(([key, object]) => [
    key,
    { ...object, fields: { ...object.fields, id: object.key } },
  ]);
  return { ...(answer as object), objects: Object.fromEntries(named) as unknown };
}

describe('a live iTop', () => {
  it('gives CIs, services and relations under its own ids', async () => {
    const { cis, services, relations } = await cmdb.read();
    expect(services).toEqual([
      { id: 'businessprocess-7', name: 'Card checkout', criticality: 'high', personalData: false, users: 0 },
    ]);
    expect(cis.find(({ id }) => id === 'server-2')).toMatchObject({
      class: 'server',
      name: 'srv-db-01',
      criticality: 'high',
    });
    expect(cis.find(({ id }) => id === 'server-2')?.aliases).toHaveLength(1);
    expect(cis.find(({ id }) => id === 'dbserver-4')).toMatchObject({ class: 'database', name: 'pg-main' });
    expect(relations).toContainEqual({ from: 'server-2', to: 'networkdevice-1', type: 'depends_on' });
    expect(relations).toContainEqual({ from: 'businessprocess-7', to: 'applicationsolution-6', type: 'depends_on' });
  });

  it('reads a list to its end, pages counted from one', async () => {
    const row = (id: number) => [
      `Server::${String(id)}`,
      {
        ...{ code: 0, message: '', class: 'Server', key: String(id) },
        fields: {
          ...{ id: String(id), name: `srv-${String(id)}`, finalclass: 'Server', friendlyname: `srv-${String(id)}` },
          ...{ business_criticity: '', organization_name: 'Lab' },
        },
      },
    ];
    answers.set('core/get FunctionalCI', ({ page = 1 }) => {
      const rows = Array.from({ length: page === 1 ? 200 : 50 }, (_, n) => row((page - 1) * 200 + n + 1));
      return { code: 0, message: 'Found: 250', objects: Object.fromEntries(rows) as unknown };
    });
    expect((await cmdb.read()).cis).toHaveLength(250);
    expect(
      asked
        .filter(({ class: name, operation }) => name === 'FunctionalCI' && operation === 'core/get')
        .map(({ page }) => page),
    ).toEqual([1, 2]);
  });

  it('an empty one is an empty CMDB', async () => {
    answers = new Map([['core/get_related FunctionalCI', () => recorded('30g-related-unknown-key')]]);
    expect(await cmdb.read()).toMatchObject({ cis: [], services: [], relations: [] });
  });

  it.each([
    [
      {
        code: 1,
        message: 'The current user does not have enough permissions for exporting data of class FunctionalCI',
      },
      'cmdb-forbidden',
    ],
    [{ code: 1, message: 'Error: Invalid login' }, 'cmdb-unreachable'],
    ['<html>maintenance</html>', 'cmdb-unreachable'],
    [{ hello: 1 }, 'cmdb-misread'],
    [
      { code: 0, message: 'Found: 1', objects: { 'X::1': { class: 'X', key: '1', fields: { id: 1 } } } },
      'cmdb-misread',
    ],
  ])('refuses %j: %s', async (answer, code) => {
    answers.set('core/get FunctionalCI', () => answer);
    await expect(cmdb.read()).rejects.toMatchObject({ code });
  });
});
