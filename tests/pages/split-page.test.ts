// Splitting an incident on its page, in real Chromium: by keys, in every theme, width and language.
import { describe, expect, it } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { desk, phone, type Viewer } from './open-page.ts';
import { looksRight, pageBench } from './page-bench.ts';
import { majorId } from './storm-facts.ts';

describe.skipIf(chromiumPath === null)('an incident split on its page', () => {
  const bench = pageBench();

  const splits: readonly (readonly [name: string, viewer: Viewer])[] = [
    ['split-1440', desk],
    ['split-390', phone],
    ['split-dark', { ...desk, dark: true }],
  ];

  it.each(splits)('%s: a person chooses by keys what does not belong, and signs it', async (name, viewer) => {
    const shown = await bench.open(`/incidents/${majorId}`, viewer);
    const { page } = shown;
    const button = page.getByRole('button', { name: 'Split…' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Split I-2' });
    await dialog.getByRole('button', { name: 'Split', exact: true }).click();
    await dialog.getByText('Choose at least one element.').waitFor();
    await dialog.getByText('Say who you are.').waitFor();
    expect(bench.server().splits).toEqual([]);
    const first = dialog.getByRole('checkbox').first();
    const ci = await first.getAttribute('value');
    await first.focus();
    await page.keyboard.press('Space');
    expect(await first.isChecked()).toBe(true);
    await looksRight(shown, name);
    await dialog.getByLabel('Your name').fill('Amina Diallo');
    await dialog.getByLabel('How you know').fill('another rack');
    await dialog.getByRole('button', { name: 'Split', exact: true }).click();
    await page.getByText('I-2: split sent. The new incident shows on the board.').waitFor();
    expect(bench.server().splits).toEqual([{ by: 'Amina Diallo', reason: 'another rack', cis: [ci] }]);
    expect(await page.evaluate<string>('document.activeElement.textContent.slice(0, 20)')).toBe('Split…');
  });

  it('does not let everything go, and remembers who one is', async () => {
    const shown = await bench.open(`/incidents/${majorId}`, { ...desk, language: 'fr' });
    const { page } = shown;
    await page.evaluate("localStorage.setItem('vigie-name', 'Amina Diallo')");
    await page.getByRole('button', { name: 'Scinder…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scinder I-2' });
    for (const box of await dialog.getByRole('checkbox').all()) await box.check();
    await dialog.getByRole('button', { name: 'Scinder', exact: true }).click();
    await dialog.getByText('Il faut que quelque chose reste').waitFor();
    expect(await dialog.getByLabel('Votre nom').inputValue()).toBe('Amina Diallo');
    expect(bench.server().splits).toEqual([]);
    await looksRight(shown, 'split-fr');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });
});
