// The page behind the link of a message, in real Chromium: read, and answered by its button.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeRoutes } from '../../console/answering/take-routes.ts';
import { commandKind } from '../../domain/command.ts';
import { createHttpServer } from '../../runtime/http/server.ts';
import type { HttpServer } from '../../runtime/http/server.ts';
import { signTakeLink } from '../../ticketing/answering/take-link.ts';
import { toldConsole } from '../fakes/told-console.ts';
import type { ToldConsole } from '../fakes/told-console.ts';
import { start, toldIncident } from '../fakes/told-facts.ts';
import { chromiumPath, startChromium } from './chromium.ts';
import { desk, findBarriers, openPage, overflows, phone, shoot, type OpenedPage, type Viewer } from './open-page.ts';

const secret = 'a secret of more than thirty-two characters';

describe.skipIf(chromiumPath === null)('the page behind a link', () => {
  let browser: Browser;
  let told: ToldConsole;
  let server: HttpServer;
  let address: string;
  let opened: OpenedPage | null = null;

  beforeAll(async () => {
    browser = await startChromium();
  }, 60_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    told = await toldConsole();
    const plugins = [takeRoutes({ api: told.api, secret })];
    server = await createHttpServer({ isLoopbackOnly: true, readiness: async () => [], plugins });
    address = await server.listen(0, '127.0.0.1');
    await told.told.incident(start, { incident: toldIncident(1, { priority: 1 }), changes: ['opened'] });
  });
  afterEach(async () => {
    await opened?.close();
    await server.close();
    await told.app.close();
  });

  async function open(language: 'en' | 'fr', viewer: Viewer): Promise<OpenedPage> {
    const token = signTakeLink(secret, { tenant: 't', incident: 'inc-1', recipient: 'noc', expiresAt: start + 60_000 });
    opened = await openPage(browser, `${address}/take?language=${language}&t=${token}`, viewer);
    return opened;
  }

  const looks: readonly (readonly [name: string, language: 'en' | 'fr', viewer: Viewer])[] = [
    ['take-1440', 'en', desk],
    ['take-390', 'en', phone],
    ['take-dark', 'en', { ...phone, dark: true }],
    ['take-fr', 'fr', { ...phone, language: 'fr' }],
  ];

  it.each(looks)('%s reads well, and is open to all', { timeout: 60_000 }, async (name, language, viewer) => {
    const { page, wrongs } = await open(language, viewer);
    await shoot(page, name);
    expect(await overflows(page)).toBe(false);
    expect(await findBarriers(page)).toEqual([]);
    expect(wrongs).toEqual([]);
  });

  it(
    'takes the incident when a person presses the button, by the guards that bar foreign pages',
    { timeout: 60_000 },
    async () => {
      const { page } = await open('en', phone);
      await page.getByLabel('Your name').fill('Ana');
      await page.getByRole('button', { name: 'Take it in charge' }).click();
      await page.getByRole('heading', { name: 'Thank you, it is yours' }).waitFor();
      await shoot(page, 'take-taken');
      const records = (await told.told.log.read('alerts', 0, 0, 10)).filter(({ kind }) => kind === commandKind);
      expect(records.map(({ body }) => body)).toMatchObject([{ command: 'acknowledge', incident: 'inc-1', by: 'Ana' }]);
    },
  );
});
