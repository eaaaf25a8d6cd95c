// Where the real Chromium of the page tests comes from, and how it is started.
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const places = [
  process.env['VIGIE_TEST_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The first that is there, or null. */
export const chromiumPath = places.find((place) => place !== '' && existsSync(place)) ?? null;

/** As root in a container there is no sandbox; the rest keeps Chromium from calling home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function startChromium(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('No Chromium: install the package chromium, or set VIGIE_TEST_CHROMIUM.');
  return chromium.launch({ executablePath: chromiumPath, args: flags });
}
