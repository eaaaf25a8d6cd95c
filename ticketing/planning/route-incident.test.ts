import { expect, it } from 'vitest';
import { Policy } from '../../domain/policy.ts';
import { outage } from '../../tests/fakes/outage-incident.ts';
import { routeIncident } from './route-incident.ts';

const { routes } = Policy.parse({
  ticketing: {
    routes: [
      { when: { service: ['billing'] }, sinks: ['customer'] },
      { when: { priority: [1, 2], category: ['network'] }, sinks: ['noc', 'customer'], team: 'night-shift' },
      { when: { environment: ['test'] }, sinks: [] },
    ],
  },
}).ticketing;

it.each([
  ['the first that fits', { priority: 1 as const }, { sinks: ['noc', 'customer'], team: 'night-shift' }],
  ['one condition missed is no fit', { priority: 3 as const }, { sinks: null, team: null }],
  ['no sink at all', { priority: 4 as const, environment: 'test' }, { sinks: [], team: null }],
])('%s', (_name, parts, routed) => {
  expect(routeIncident(outage({ category: 'network', ...parts }), routes)).toEqual({ ...routed, per: 'situation' });
});

it('without routes every sink gets a ticket', () => {
  expect(routeIncident(outage(), [])).toEqual({ sinks: null, team: null, per: 'situation' });
});
