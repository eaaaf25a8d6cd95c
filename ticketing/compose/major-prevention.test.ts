import { describe, expect, it } from 'vitest';
import { allFlags } from '../../domain/flags.ts';
import type { Incident, ServiceHit } from '../../domain/incident.ts';
import { Policy } from '../../domain/policy.ts';
import { outage } from '../../tests/fakes/outage-incident.ts';
import { majorPart } from './priority-part.ts';
import { voiceIn } from './voice.ts';

type Cause = ServiceHit['because'][number];

const reasons = ['critical-service-down' as const];
const major = { declaredAt: 0, downgradedAt: null, stoodDownAt: null, reasons };
const nothing: Cause = { ci: null, group: null, up: null, size: null, needs: null, effect: null, inferred: false };
const farm: Cause = { ...nothing, group: 'batch-farm', up: 0, size: 16, needs: 8 };
const tier: Cause = { ...nothing, group: 'web-tier', up: 1, size: 4, needs: 2 };
const web: Cause = { ...nothing, ci: 'shop-web', effect: 'down' };

function service(name: string, criticality: string, because: readonly Cause[]): ServiceHit {
  const facts = { id: name, users: 40, state: 'down', since: 0, inHours: true } as const;
  return { ...facts, name, criticality, because: [...because] };
}

function unless(services: ServiceHit[], language: 'en' | 'fr', parts: Partial<Incident> = {}): string {
  const incident = outage({ major, services, ...parts });
  const policy = Policy.parse({ flags: allFlags });
  return (
    /(?:It would not|Il ne serait pas) .*$/.exec(majorPart(incident, policy, voiceIn(policy, language)) ?? '')?.[0] ??
    ''
  );
}

const batch = service('Nightly batch', 'medium', [farm]);

describe('what would have kept a major away', () => {
  it('is about the critical service, not about another that is down with it', () => {
    const services = [service('Web shop', 'critical', [web]), batch];
    expect(unless(services, 'en')).toBe('It would not be major if shop-web had stayed up.');
    expect(unless(services, 'fr')).toBe('Il ne serait pas majeur si shop-web était resté en service.');
  });

  it('is its group where that failed', () => {
    const services = [batch, service('Web shop', 'critical', [tier])];
    expect(unless(services, 'en')).toBe('It would not be major if web-tier had kept 2 members up.');
    expect(unless(services, 'fr')).toBe('Il ne serait pas majeur si web-tier avait gardé 2 membres en service.');
  });

  it('is a way to what fell silent, and all that took part, with the users', () => {
    const services = [service('Web shop', 'critical', [tier, { ...web, inferred: true }])];
    const both = { major: { ...major, reasons: [...reasons, 'many-users' as const] } };
    expect(unless(services, 'en', both)).toMatch(
      /if web-tier had kept 2 members up, if a way to shop-web had been left and if fewer than 500 users and 20\s% of them/u,
    );
    expect(unless(services, 'fr', both)).toContain("s'il était resté un chemin vers shop-web et si moins de 500");
  });

  it('is only that the service had stayed up, where its causes are many or none is known', () => {
    const many = [1, 2, 3, 4].map((n) => ({ ...web, ci: `web-${String(n)}` }));
    expect(unless([service('Web shop', 'critical', many)], 'en')).toBe(
      'It would not be major if Web shop had stayed up.',
    );
    const two = [service('Web shop', 'critical', []), service('Pay', 'critical', [web])];
    expect(unless(two, 'fr')).toBe('Il ne serait pas majeur si Web shop et Pay étaient restés en service.');
  });

  it('is as it was in a log from before flag `exact-texts`', () => {
    const incident = outage({ major, services: [service('Web shop', 'critical', [web]), batch] });
    const policy = Policy.parse({});
    expect(majorPart(incident, policy, voiceIn(policy, 'en'))).toContain('if batch-farm had kept 8 members up.');
  });
});
