// A day's tickets as the mock server tells them: written, would-be, with and without a known cause.
import { DailyTickets } from '../../console/api/daily-contract.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { at, diskId, majorId } from './storm-facts.ts';

type Line = DailyTickets['items'][number];

const shop: Omit<Line, 'at' | 'op'> = {
  ...{ sink: 'glpi', observed: false, key: 'VGK7', ticket: '2', incident: majorId, number: 'I-2', priority: 1 },
  ...{ title: 'P1 – Web shop and Nightly batch down (1,240 users): probable cause switch', cause: 'sw-core-02' },
};
const disk: Omit<Line, 'at' | 'op'> = {
  ...{ sink: 'servicenow-production', observed: true, key: 'VGB7', ticket: null, incident: diskId, number: 'I-1' },
  ...{ title: 'P5 – log-01.example.net:9100 /var/log 9% free', priority: 5, cause: null },
};

export function dailyAnswer(day = '2026-11-23', isQuiet = false): DailyTickets {
  const items: Line[] = [
    { ...disk, at: rfc3339(at(70)), op: 'open' },
    { ...shop, at: rfc3339(at(121)), op: 'open' },
    { ...shop, at: rfc3339(at(241)), op: 'escalate' },
    { ...shop, at: rfc3339(at(300)), op: 'resolve' },
  ];
  return DailyTickets.parse({ day, timezone: 'Europe/Paris', items: isQuiet ? [] : items, next: null });
}
