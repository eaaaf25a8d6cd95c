// What follows the outage: the major resolved, its post-mortem owed; and the summary under which a storm is gathered.
import type { Incident } from '../../domain/incident.ts';
import { at, major } from './storm-facts.ts';

export const endedMajor: Incident = {
  ...major,
  ...{ id: 'ENDEDMAJOR', state: 'resolved', resolvedAt: at(300), resolvedBy: 'clear', openAlertCount: 0 },
  ...{ acknowledgedBy: 'Amina Diallo', acknowledgedAt: at(200) },
};

type Member = NonNullable<Incident['storm']>['members'][number];

function member(nth: number, given: Partial<Member>): Member {
  return {
    ...{ situation: `S-${String(nth)}`, priority: 4, since: at(nth), endedAt: null, services: [], alerts: nth },
    ...{ cause: null, lead: null },
    ...given,
  };
}

export const stormSummary: Incident = {
  ...major,
  ...{ id: 'STORMSUMMARY', number: 'I-112', major: null, majorWatchSince: null },
  storm: {
    ...{ place: { by: 'site', id: 'paris-north', name: 'Paris North' }, since: at(95), count: 62, open: 60 },
    members: [
      member(1, {
        priority: 2,
        cause: { ci: 'sw-acc-04', name: 'sw-acc-04' },
        lead: { name: 'Unavailable by ICMP ping', host: 'sw-acc-04.a-rather-long-name.example.net' },
        services: ['Web shop', 'Nightly batch', 'Internet access'],
      }),
      member(2, { lead: { name: 'HostDown', host: 'srv-17.example.net' } }),
      member(3, { cause: { ci: 'prn-07', name: 'prn-07' }, endedAt: at(280) }),
    ],
  },
  splitInto: [
    { incident: 'I0901', number: 'I-113' },
    { incident: 'I0902', number: 'I-114' },
  ],
};
