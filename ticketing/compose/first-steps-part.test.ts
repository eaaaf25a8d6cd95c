import { describe, expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { symptomKinds } from '../../domain/symptom-kind.ts';
import { candidate, outage, quote } from '../../tests/fakes/outage-incident.ts';
import { firstStepsFor } from '../wording/first-steps.ts';
import { firstSteps, firstStepsPart } from './first-steps-part.ts';

const en = { language: 'en', timezone: 'UTC' } as const;
const fr = { language: 'fr', timezone: 'UTC' } as const;
const url = 'https://wiki.example.net/run/net-12';
const other = { rootCandidates: [candidate({ ownAlerts: [quote({ name: 'Odd', message: '' })] })], leadAlerts: [] };

describe('first steps', () => {
  it('name what helps with such a failure, in both languages', () => {
    expect(firstStepsPart(outage(), en)).toBe(
      'First steps: 1. power, console or hypervisor: see whether it is on – 2. its uplink and the device before it – 3. keep what the console shows before a restart',
    );
    expect(firstStepsPart(outage(), fr)).toBe(
      "Premiers gestes\u00a0: 1. alimentation, console ou hyperviseur\u00a0: voir s'il est allumé – 2. sa liaison montante et l'équipement en amont – 3. noter ce que montre la console avant de redémarrer",
    );
  });

  it('put the procedure of the CMDB and the runbooks of alerts before it, each once, four at most', () => {
    const root = candidate({ procedure: 'NET-7', ownAlerts: [quote({ runbook: url })] });
    const incident = outage({ rootCandidates: [root], leadAlerts: [quote({ runbook: `${url}/symptom` })] });
    expect(firstSteps(incident, 'en').map(({ what, link }) => [what, link])).toEqual([
      ['procedure of sw-core-02: NET-7', null],
      ['runbook of Unavailable by ICMP ping', url],
      ['power, console or hypervisor: see whether it is on', null],
      ['its uplink and the device before it', null],
    ]);
    expect(firstStepsPart(incident, fr)).toContain(
      `1. procédure de sw-core-02\u00a0: NET-7 – 2. mode opératoire de Unavailable by ICMP ping\u00a0: ${url} – 3. `,
    );
  });

  it('take two runbooks at most', () => {
    const ownAlerts = [1, 1, 2, 3].map((n) => quote({ runbook: `${url}/${String(n)}` }));
    const links = firstSteps(outage({ rootCandidates: [candidate({ ownAlerts })] }), 'en').map(({ link }) => link);
    expect(links.filter((link) => link !== null)).toEqual([`${url}/1`, `${url}/2`]);
  });

  it('are only what alerts say where the cause is not clear, and none where they say nothing', () => {
    const unclear = { rootClear: false, rootCandidates: [candidate({ procedure: 'NET-7', ownAlerts: [] })] };
    expect(firstStepsPart(outage({ ...unclear, leadAlerts: [quote({ name: 'X', runbook: url })] }), en)).toBe(
      `First steps: 1. runbook of X: ${url}`,
    );
    expect(firstStepsPart(outage({ ...unclear, leadAlerts: [] }), en)).toBeNull();
  });

  it('are none where nothing is known that helps', () => {
    expect(firstStepsPart(outage(other), en)).toBeNull();
    expect(firstStepsPart(outage({ ...other, rootCandidates: [] }), fr)).toBeNull();
  });
});

describe('what a CMDB or a source writes', () => {
  it('stays in bounds, and in one line', () => {
    const root = candidate({ procedure: `a\n${'x'.repeat(5_000)}`, ownAlerts: [quote({ name: 'y\n'.repeat(900) })] });
    const told = firstStepsPart(outage({ rootCandidates: [root] }), en) ?? '';
    expect(told).not.toContain('\n');
    expect(told.length).toBeLessThan(700);
  });

  it.each(['javascript:alert(1)', 'https://wiki.example.net@evil.example/', 'data:text/html,x'])(
    'is no link where it is %s',
    (procedure) => {
      const [first] = firstSteps(outage({ rootCandidates: [candidate({ procedure })] }), 'en');
      expect(first).toEqual({ what: `procedure of sw-core-02: ${procedure}`, link: null });
    },
  );

  it('is a link where a browser may follow it', () => {
    const [first] = firstSteps(outage({ rootCandidates: [candidate({ procedure: url })] }), 'fr');
    expect(first).toEqual({ what: 'procédure de sw-core-02', link: url });
  });
});

it.each(symptomKinds.filter((kind) => kind !== 'other'))('as many steps for %s in each language', (kind) => {
  for (const said of ['DiskAlmostFull', 'Module 3 temperature', 'TLS certificate expires in 3 days']) {
    for (const ciClass of ['switch', 'link', 'database', 'teapot']) {
      const words = firstStepsFor({ kind, ciClass, said, within: null });
      expect(words?.en.length).toBeGreaterThan(1);
      expect(words?.fr).toHaveLength(words?.en.length ?? 0);
    }
  }
});

it('speaks of what is short, and is silent where it does not know that', () => {
  const first = (said: string): string | undefined =>
    firstStepsFor({ kind: 'capacity', ciClass: 'server', said, within: null })?.en[0];
  expect(first('DiskAlmostFull /var is 91 % full')).toMatch(/^what grew/u);
  expect(first('%PLATFORM-2-MOD_TEMPMAJALRM')).toMatch(/^inlet air/u);
  expect(first('Certificate of shop expires')).toMatch(/^when it runs out/u);
  expect(first('Battery low')).toBeUndefined();
});

it('sends nobody to a rack for software or a line', () => {
  for (const ciClass of ['database', 'application', 'container', 'link', 'teapot', '__proto__']) {
    expect(firstStepsFor({ kind: 'reachability', ciClass, said: '', within: null })?.en.join()).not.toMatch(
      /power|console/u,
    );
  }
});

describe('of a part of a machine', () => {
  const of = (ciClass: string, ...said: Parameters<typeof quote>[0][]): Incident =>
    outage({ rootCandidates: [candidate({ ci: 'mail-1', ciName: 'mail-1', ciClass, ownAlerts: said.map(quote) })] });
  const postfix = { name: 'postfix is not running on mail-1', message: 'Current value: down (0)' };

  it('a process that stopped is looked at, not the power of its machine', () => {
    expect(firstStepsPart(of('server', postfix), en)).toBe(
      'First steps: 1. was it stopped by hand: maintenance, an update, a colleague – 2. the end of its log: why it stopped – 3. what it needs: disk space, memory, its configuration, what it calls – 4. start it, and see whether it stays up',
    );
    expect(firstStepsPart(of('server', postfix), fr)).toContain("4. le démarrer, et voir s'il tient");
  });

  it('the machine is looked at where it does not answer either', () => {
    expect(firstStepsPart(of('server', postfix, {}), en)).toMatch(/^First steps: 1\. power, console/u);
  });

  it('a link that flaps is looked at for its errors, one that is down at both ends', () => {
    const flaps = { name: 'Interface Gi1/0/3: link flapping', message: '', effect: 'degraded' } as const;
    expect(firstStepsPart(of('switch', flaps), en)).toMatch(
      /1\. errors on the ports at both ends, and whether they grow –/u,
    );
    expect(firstStepsPart(of('switch', flaps), fr)).toContain('2. câble, transceiver et niveaux optiques');
    expect(firstStepsPart(of('link', flaps), fr)).toContain('1. les erreurs des ports aux deux bouts');
    const lost = { name: 'Interface Gi1/0/3(): Link down', message: '', effect: 'degraded' } as const;
    expect(firstStepsPart(of('switch', lost), en)).toMatch(/1\. the port at both ends: shut by hand/u);
    expect(firstStepsPart(of('link', lost), en)).toMatch(/1\. ports and counters at both ends/u);
  });
});
