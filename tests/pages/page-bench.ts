// The built pages before a mock server, and a browser to look at them: what each file of page tests begins with.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { startChromium } from './chromium.ts';
import { startMockServer, type MockServer } from './mock-server.ts';
import { findBarriers, openPage, overflows, shoot, type OpenedPage, type Viewer } from './open-page.ts';

const web = join(import.meta.dirname, '../../console/web');

export interface PageBench {
  /** Only within a test: it starts before them. Each begins with a storm in a demo, and with nothing told to it. */
  readonly server: () => MockServer;
  /** The page is closed when the test ends. */
  readonly open: (path: string, viewer: Viewer) => Promise<OpenedPage>;
}

/** Within a `describe`. */
export function pageBench(): PageBench {
  let browser: Browser;
  let server: MockServer;
  let opened: OpenedPage | null = null;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-pages-'));
    await build({ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'error', build: { outDir: folder } });
    server = await startMockServer(folder);
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  beforeEach(() => {
    server.mood = 'storm';
    server.demo = true;
    server.forget();
  });
  afterEach(async () => {
    await opened?.close();
  });

  return {
    server: () => server,
    open: async (path, viewer) => {
      opened = await openPage(browser, `${server.address}${path}`, viewer);
      return opened;
    },
  };
}

/** A picture of it, no sideways scroll, nothing that axe finds, no error in the console. */
export async function looksRight({ page, wrongs }: OpenedPage, name: string): Promise<void> {
  await shoot(page, name);
  expect(await overflows(page)).toBe(false);
  expect(await findBarriers(page)).toEqual([]);
  expect(wrongs).toEqual([]);
}
