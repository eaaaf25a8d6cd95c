// Problems, the day's tickets, the post-mortem and a storm's summary in real Chromium: in every theme, width and language.
import { describe, expect, it } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { endedMajor, stormSummary } from './ended-facts.ts';
import { desk, phone, type Viewer } from './open-page.ts';
import { looksRight, pageBench } from './page-bench.ts';

const dark: Viewer = { ...desk, dark: true };
const french: Viewer = { ...phone, language: 'fr' };

describe.skipIf(chromiumPath === null)('the pages of a working day', () => {
  const bench = pageBench();

  it.each([
    ['problems-1440', desk],
    ['problems-390', phone],
    ['problems-dark', dark],
  ] as const)('%s: what comes back, and a problem opened by name', async (name, viewer) => {
    const shown = await bench.open('/problems', viewer);
    const { page } = shown;
    await page.getByRole('heading', { level: 1, name: 'What comes back' }).waitFor();
    const told = await page.locator('main').innerText();
    for (const words of ['PRB-2', 'proposed', '4 times', 'I-811', 'glpi.problems 18', '5 times'])
      expect(told).toContain(words);
    await looksRight(shown, name);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Open PRB-2?' });
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await dialog.getByText('Say who you are.').waitFor();
    expect(bench.server().wishes).toEqual([]);
    await looksRight(shown, `${name}-open`);
    await dialog.getByLabel('Your name').fill('Amina Diallo');
    await dialog.getByLabel('Why').fill('the fan tray again');
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(bench.server().wishes).toMatchObject([{ wish: 'open', by: 'Amina Diallo', reason: 'the fan tray again' }]);
  });

  it('problems in French, and when nothing comes back', async () => {
    const shown = await bench.open('/problems', french);
    await shown.page.getByText('proposé', { exact: false }).first().waitFor();
    await looksRight(shown, 'problems-fr');
    await shown.page.getByRole('button', { name: 'Écarter' }).click();
    await shown.page.getByRole('dialog', { name: /^Écarter PRB-2/u }).waitFor();
    await looksRight(shown, 'problems-fr-decline');
    await shown.close();
    bench.server().mood = 'quiet';
    const fine = await bench.open('/problems', desk);
    await fine.page.getByText('Nothing comes back').waitFor();
    await looksRight(fine, 'problems-none');
  });

  it.each([
    ['daily-1440', desk],
    ['daily-390', phone],
    ['daily-dark', dark],
  ] as const)('%s: the day in order, what would be, and the file', async (name, viewer) => {
    const shown = await bench.open('/daily?day=2026-11-23', viewer);
    const { page } = shown;
    await page.getByRole('heading', { level: 1, name: 'Tickets on 23 November 2026' }).waitFor();
    const told = await page.locator('main').innerText();
    for (const words of [
      '2 opened · 1 updated · 1 resolved',
      'sw-core-02',
      'not known',
      'would be',
      'Nothing was sent',
    ])
      expect(told).toContain(words);
    expect(await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href')).toContain('2026-11-23');
    await looksRight(shown, name);
    await page.getByRole('link', { name: 'Day before' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tickets on 22 November 2026' }).waitFor();
  });

  it('daily in French, and a day without a ticket', async () => {
    const shown = await bench.open('/daily?day=2026-11-23', french);
    await shown.page.getByRole('heading', { level: 1, name: 'Tickets du 23 novembre 2026' }).waitFor();
    await looksRight(shown, 'daily-fr');
    await shown.close();
    bench.server().mood = 'quiet';
    const none = await bench.open('/daily', desk);
    await none.page.getByText('No ticket on this day').waitFor();
    await looksRight(none, 'daily-none');
  });

  it.each([
    ['post-mortem-1440', desk],
    ['post-mortem-390', phone],
    ['post-mortem-dark', dark],
  ] as const)('%s: a person says by keys that it is written, and where', async (name, viewer) => {
    const shown = await bench.open(`/incidents/${endedMajor.id}`, viewer);
    const { page } = shown;
    const button = page.getByRole('button', { name: 'It is written…' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Post-mortem of I-2' });
    await dialog.getByRole('button', { name: 'It is written' }).click();
    await dialog.getByText('Say where it is, or what it comes to.').waitFor();
    expect(bench.server().postMortems).toEqual([]);
    await looksRight(shown, name);
    await dialog.getByLabel('Your name').fill('Amina Diallo');
    await dialog.getByLabel('Where it is').fill('https://wiki.example.net/post-mortems/12');
    await dialog.getByRole('button', { name: 'It is written' }).click();
    await page.getByText('I-2: sent, the post-mortem is written.').waitFor();
    expect(bench.server().postMortems).toEqual([
      { by: 'Amina Diallo', reason: 'https://wiki.example.net/post-mortems/12' },
    ]);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('It is written…');
    await page.getByRole('region', { name: 'How far it has come' }).scrollIntoViewIfNeeded();
    await looksRight(shown, `${name}-sent`);
  });

  it('post-mortem in French', async () => {
    const shown = await bench.open(`/incidents/${endedMajor.id}`, french);
    await shown.page.getByRole('button', { name: 'Il est écrit…' }).click();
    await shown.page.getByRole('dialog', { name: 'Post-mortem de I-2' }).waitFor();
    await looksRight(shown, 'post-mortem-fr');
  });

  it.each([
    ['storm-1440', desk],
    ['storm-390', french],
  ] as const)('%s: what a summary gathers, and refused rules and CMDB in the footer', async (name, viewer) => {
    bench.server().demo = false;
    const shown = await bench.open(`/incidents/${stormSummary.id}`, viewer);
    await shown.page.getByText('I-114').waitFor();
    expect(await shown.page.locator('main').innerText()).toContain('srv-17.example.net');
    await shown.page.getByRole('contentinfo').getByText('rules-refused').waitFor();
    await shown.page.getByRole('contentinfo').getByText('cmdb.yaml:57').waitFor();
    await looksRight(shown, name);
  });
});
