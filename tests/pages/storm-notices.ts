// Whom the recorded outage told of itself by the moment that the pages show.
import type { IncidentNotices } from '../../console/api/notice-contract.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { stormNow } from './storm-facts.ts';

type Told = IncidentNotices['items'][number];

const said = {
  en: ['[I-1] Major incident: Web shop down (1,200 users)', 'Web shop has been unavailable since 20:16 (Paris time).'],
  fr: [
    '[I-1] Incident majeur : Web shop indisponible (1 200 utilisateurs)',
    'Le service Web shop est indisponible depuis 20 h 16.',
  ],
} as const;

function told(
  language: 'en' | 'fr',
  parts: Partial<Told> & Pick<Told, 'id' | 'recipient' | 'kind'>,
  agoS: number,
): Told {
  const at = rfc3339(stormNow - agoS * 1_000);
  const [headline, line] = said[language];
  return {
    at,
    stateAt: at,
    voice: 'plain',
    channel: 'notify.mail',
    state: 'done',
    headline,
    paragraphs: [line],
    ...parts,
  };
}

export function noticesAnswer(language: 'en' | 'fr'): IncidentNotices {
  return {
    escalation: {
      level: 'n2',
      since: rfc3339(stormNow - 400_000),
      next: { level: 'n3', at: rfc3339(stormNow + 200_000) },
    },
    withheld: null,
    items: [
      told(language, { id: 'a', recipient: 'network-on-call', kind: 'escalated', state: 'inflight' }, 100),
      told(
        language,
        { id: 'b', recipient: 'crisis-room', kind: 'declared', state: 'refused', channel: 'notify.chat' },
        200,
      ),
      told(language, { id: 'c', recipient: 'direction', kind: 'declared' }, 200),
      told(language, { id: 'd', recipient: 'noc', kind: 'opened' }, 400),
    ],
  };
}
