// The board and the incident page in real Chromium: what a person reads there, in every theme, width and language.
import { describe, expect, it } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { desk, findBarriers, phone, shoot, type Viewer } from './open-page.ts';
import type { MockServer } from './mock-server.ts';
import { looksRight, pageBench } from './page-bench.ts';
import { majorId } from './storm-facts.ts';

if (chromiumPath === null) {
  process.stderr.write(
    '\nNOT RUN: the page tests need Chromium (apt-get install chromium, or VIGIE_TEST_CHROMIUM).\n\n',
  );
  it.runIf(process.env['CI'] === 'true')('has a Chromium in CI', () => expect(chromiumPath).not.toBeNull());
}

describe.skipIf(chromiumPath === null)('the pages in Chromium', () => {
  const bench = pageBench();

  const boards: readonly (readonly [name: string, path: string, viewer: Viewer])[] = [
    ['board-1440', '/', desk],
    ['board-390', '/', phone],
    ['board-dark', '/', { ...desk, dark: true }],
    ['board-wall', '/?wall', { width: 1920, height: 1080 }],
  ];

  it.each(boards)(
    '%s: the major on top, the others beneath, why there are no more tickets',
    async (name, path, viewer) => {
      const shown = await bench.open(path, viewer);
      const { page } = shown;
      const banner = page.getByRole('region', { name: 'Major incidents' }).getByRole('article');
      await banner.getByRole('heading', { name: 'Web shop and Nightly batch down' }).waitFor();
      await page.getByRole('heading', { name: 'Recently resolved' }).waitFor();
      const told = await banner.innerText();
      for (const words of [
        '1,240 users',
        'sw-core-02',
        '94 %',
        'desk D-2',
        'Network team',
        'Not acknowledged',
        '20:15',
        'take it by',
      ]) {
        expect(told).toContain(words);
      }
      const others = page.getByRole('region', { name: /Other open incidents/u }).getByRole('article');
      expect(await others.count()).toBe(2);
      expect(await others.first().innerText()).toContain('P4');
      expect(await page.getByRole('region', { name: 'Why is there no ticket?' }).innerText()).toContain('held');
      expect(await page.getByRole('contentinfo').innerText()).toMatch(/zabbix\s+\d+ (?:s|min)/u);
      expect(await page.getByRole('banner').innerText()).toContain('×20');
      await looksRight(shown, name);
    },
  );

  it('board in French: every word', async () => {
    const shown = await bench.open('/', { ...desk, language: 'fr' });
    await shown.page.getByRole('heading', { name: 'Web shop et Nightly batch indisponibles' }).waitFor();
    await shown.page.getByRole('heading', { name: 'Résolus récemment' }).waitFor();
    const text = await shown.page.locator('body').innerText();
    expect(text).toContain('1\u202f240 utilisateurs');
    expect(text).toContain('Non pris en charge');
    expect(text).toContain('Network team');
    expect(text).not.toMatch(/\b(?:Owner|Users|since|alerts)\b/u);
    await looksRight(shown, 'board-fr');
  });

  const qualities: readonly (readonly [name: string, viewer: Viewer])[] = [
    ['cmdb-1440', desk],
    ['cmdb-390', phone],
    ['cmdb-dark', { ...desk, dark: true }],
  ];

  it.each(qualities)('%s: who speaks and is not in the CMDB, whom it harmed, a line to copy', async (name, viewer) => {
    const shown = await bench.open('/cmdb', viewer);
    const { page } = shown;
    await page.getByRole('heading', { level: 1, name: 'What bad data in the CMDB costs' }).waitFor();
    const told = await page.locator('main').innerText();
    for (const words of ['backup-03.example.net', '41 alerts, 1 incident', 'did you mean sw-core-02?'])
      expect(told).toContain(words);
    await page.getByRole('button', { name: 'Copy the cure for backup-03.example.net' }).waitFor();
    await looksRight(shown, name);
  });

  it('cmdb in French, and when nothing is wrong', async () => {
    const french = await bench.open('/cmdb', { ...desk, language: 'fr' });
    await french.page.getByText('Parle, mais aucun élément ne correspond').waitFor();
    await looksRight(french, 'cmdb-fr');
    await french.close();
    bench.server().mood = 'quiet';
    const fine = await bench.open('/cmdb', desk);
    await fine.page.getByText('everything in it fits together').waitFor();
  });

  const incidents: readonly (readonly [name: string, viewer: Viewer])[] = [
    ['incident-1440', desk],
    ['incident-390', phone],
    ['incident-dark', { ...desk, dark: true }],
  ];

  it.each(incidents)('%s: what is hit, the probable cause first, why P1, tickets in full', async (name, viewer) => {
    const shown = await bench.open(`/incidents/${majorId}`, viewer);
    const { page } = shown;
    await page.getByRole('heading', { level: 1, name: 'Web shop and Nightly batch down' }).waitFor();
    const hit = await page.getByRole('region', { name: 'Services hit' }).innerText();
    for (const words of ['Web shop', 'web-tier: 0 of 4 up, needs 2', '1,200 users', 'Internet access', 'degraded']) {
      expect(hit).toContain(words);
    }
    const cause = await page.getByRole('region', { name: 'Probable cause' }).innerText();
    expect(cause.indexOf('sw-core-02')).toBeLessThan(cause.indexOf('sw-acc-04'));
    expect(cause).toContain('Explains 43 of 44 alerts');
    expect(cause).toContain('later than its symptoms');
    const life = await page.getByRole('region', { name: 'How far it has come' }).innerText();
    for (const words of ['Registered', 'by Vigie', 'Resolved', 'not yet', 'Take in charge within 15 min'])
      expect(life).toContain(words);
    expect(await page.getByRole('region', { name: 'Why P1' }).innerText()).toContain('a critical service is down');
    expect(await page.getByRole('region', { name: 'Tickets' }).innerText()).toContain('1,240');
    expect(await page.getByRole('region', { name: 'Judged apart' }).innerText()).toContain('no path');
    await page
      .getByRole('group', { name: /^Impact graph from sw-core-02/u })
      .getByText('20 servers')
      .waitFor();
    await page.getByRole('button', { name: /HostDown/u }).waitFor();
    const told = await page.getByRole('region', { name: 'People told' }).innerText();
    for (const words of ['Nobody has taken it since', 'level 3 is asked', 'network-on-call', 'direction', 'not sent'])
      expect(told).toContain(words);
    await looksRight(shown, name);
  });

  it('incident in French', async () => {
    const shown = await bench.open(`/incidents/${majorId}`, { ...desk, language: 'fr' });
    await shown.page.getByRole('button', { name: /HostDown/u }).waitFor();
    expect(await shown.page.getByRole('region', { name: 'Services touchés' }).innerText()).toContain('il en faut 2');
    await shown.page
      .getByRole('region', { name: 'Personnes informées' })
      .getByText('le niveau 3 sera sollicité')
      .waitFor();
    await looksRight(shown, 'incident-fr');
  });

  const namings: readonly (readonly [name: string, viewer: Viewer])[] = [
    ['cause-1440', desk],
    ['cause-390', phone],
    ['cause-dark', { ...desk, dark: true }],
  ];

  it.each(namings)('%s: a person names the cause by keys, confirmed in place', async (name, viewer) => {
    const shown = await bench.open(`/incidents/${majorId}`, viewer);
    const { page } = shown;
    const button = page.getByRole('button', { name: 'This was the cause: sw-acc-04' });
    await button.focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: 'This was the cause: sw-acc-04' });
    await page.keyboard.press('Enter');
    await form.getByText('Say who you are.').waitFor();
    expect(bench.server().causes).toEqual([]);
    await page.keyboard.type('Amina Diallo');
    await looksRight(shown, name);
    await page.keyboard.press('Tab');
    await page.keyboard.type('its fan had stopped');
    await page.keyboard.press('Enter');
    await page.getByText('Sent: you say that sw-acc-04 was the cause.').waitFor();
    expect(bench.server().causes).toEqual([{ ci: 'sw-acc-04', by: 'Amina Diallo', reason: 'its fan had stopped' }]);
  });

  it('names the cause in French, and may be left', async () => {
    const shown = await bench.open(`/incidents/${majorId}`, { ...desk, language: 'fr' });
    await shown.page.getByRole('button', { name: 'C’était la cause : sw-core-02' }).click();
    await looksRight(shown, 'cause-fr');
    await shown.page.getByRole('button', { name: 'Annuler' }).click();
    await shown.page.getByRole('button', { name: 'Confirmer la cause' }).waitFor({ state: 'hidden' });
  });

  it('shows that a person named the cause, and does not ask again', async () => {
    const shown = await bench.open(`/incidents/${majorId}`, desk);
    const { page } = shown;
    await page.getByRole('button', { name: 'This was the cause: sw-core-02' }).click();
    await page.getByLabel('Your name').fill('Amina Diallo');
    await page.getByLabel('How you know').fill('its fan had stopped');
    await page.getByRole('button', { name: 'Confirm the cause' }).click();
    await page.getByText('Sent: you say that sw-core-02 was the cause.').waitFor();
    bench.server().tell();
    await page.getByText('Amina Diallo says that sw-core-02 was the cause.').waitFor();
    expect(await page.getByRole('button', { name: 'This was the cause: sw-core-02' }).count()).toBe(0);
    await looksRight(shown, 'cause-named');
  });

  it('opens the ticket of the desk by its link', async () => {
    const shown = await bench.open('/', desk);
    await shown.page.getByRole('link', { name: 'desk D-2' }).click();
    await shown.page.getByRole('heading', { level: 1, name: /^P1 major – Web shop/u }).waitFor();
    expect(await shown.page.locator('main').innerText()).toContain('Probable cause: sw-core-02');
    await looksRight(shown, 'ticket');
  });

  it('tells why, and what would have changed it', async () => {
    const shown = await bench.open(`/incidents/${majorId}`, desk);
    const { page } = shown;
    await page
      .getByRole('region', { name: 'Why major' })
      .getByRole('button', { name: /^Why\?/u })
      .click();
    const drawer = page.getByRole('dialog', { name: 'Why' });
    await drawer.getByText('What would have changed it').waitFor();
    expect(await drawer.innerText()).toContain('major-declared');
    const evidence = await drawer.locator('dl').innerText();
    expect(evidence).toMatch(
      /^Reasons\s+a critical service is down, many users are hit\s+Lasted\s+2 min\s+Users\s+1,240/u,
    );
    await looksRight(shown, 'incident-why');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  it('walks by keys, and acknowledges with a name and a reason', async () => {
    const shown = await bench.open('/', desk);
    const { page } = shown;
    await page.getByRole('heading', { name: 'Web shop and Nightly batch down' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: 'Acknowledge I-2' });
    await dialog.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await dialog.getByText('Say who you are.').waitFor();
    await looksRight(shown, 'acknowledge');
    await dialog.getByLabel('Your name').fill('Amina Diallo');
    await dialog.getByLabel('What you are doing').fill('on my way to rack 3');
    await dialog.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await page.getByText('I-2: acknowledgement sent.').waitFor();
    expect(bench.server().acknowledged).toEqual([{ by: 'Amina Diallo', reason: 'on my way to rack 3' }]);
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Web shop and Nightly batch down' }).waitFor();
  });

  it('shows a new major without reload, and says it to a screen reader', async () => {
    bench.server().mood = 'before';
    const { page } = await bench.open('/', desk);
    await page.getByRole('heading', { name: /Open incidents/u }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.getByRole('region', { name: 'Major incidents' }).count()).toBe(0);
    bench.server().mood = 'storm';
    bench.server().tell();
    await page.getByRole('region', { name: 'Major incidents' }).waitFor();
    await page
      .locator('[aria-live=assertive]', { hasText: 'New major incident: Web shop and Nightly batch down' })
      .waitFor({ state: 'attached' });
  });

  it('keeps the filter in the address', async () => {
    const shown = await bench.open('/?priority=5', desk);
    const { page } = shown;
    const others = page.getByRole('region', { name: /Other open incidents/u });
    await others.getByRole('article').waitFor();
    expect(await others.getByRole('article').innerText()).toContain('Inès Moreau');
    await page.getByRole('button', { name: 'P5 1 incident' }).click();
    await page.getByLabel('Search incidents').fill('nothing like this');
    await page.getByRole('heading', { name: 'No incident fits the filter' }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('nothing like this');
    expect(new URL(page.url()).searchParams.has('priority')).toBe(false);
    await looksRight(shown, 'board-no-match');
  });

  it('says when the stream is lost, and when it is back', async () => {
    const { page } = await bench.open('/', desk);
    await page.getByText('Live', { exact: true }).waitFor();
    bench.server().hangUp();
    await page.getByText(/Connection lost at/u).waitFor();
    await shoot(page, 'board-lost');
    bench.server().comeBack();
    await page.getByText('Live', { exact: true }).waitFor();
  });

  const states: readonly (readonly [mood: MockServer['mood'], path: string, words: RegExp])[] = [
    ['quiet', '/', /Nothing burns.*No incident is open\. 59 alerts are open; 2 wait out a hold/su],
    ['refused', '/', /You may not see this.*Code: no-right/su],
    ['failing', `/incidents/${majorId}`, /could not be loaded.*Code: state-unreadable/su],
    ['storm', '/incidents/NOSUCH', /There is no such incident/u],
    ['storm', '/nowhere', /There is no such page/u],
  ];

  it.each(states)('%s %s has its look', async (mood, path, words) => {
    bench.server().mood = mood;
    bench.server().demo = false;
    const { page } = await bench.open(path, desk);
    await page.getByText(/Nothing burns|You may not see|could not be loaded|There is no such/u).waitFor();
    expect(await page.locator('main').innerText()).toMatch(words);
    await shoot(page, `state-${mood}-${path === '/' ? 'board' : 'page'}`);
    expect(await findBarriers(page)).toEqual([]);
  });
});
