// The addresses that messages carry: the console, and the page on which an incident is taken in charge.
import { takePath } from '../../console/answering/take-routes.ts';
import type { NoticeLinks } from '../../ticketing/channels/channel-sink.ts';
import { signTakeLink } from '../../ticketing/answering/take-link.ts';
import type { Site } from '../config/load-site.ts';

export interface LinkParts {
  readonly site: Pick<Site, 'config'>;
  /** Null: no link can be signed. */
  readonly secret: string | null;
  /** Where this process serves the console, where nothing else is configured; null: not yet, or not here. */
  readonly address: () => string | null;
}

export function noticeLinks({ site, secret, address }: LinkParts): NoticeLinks {
  const { tenant, console, notify } = site.config;
  const base = (): string | null => console.publicUrl ?? address();
  return {
    take: (incident, recipient, at) => {
      const from = base();
      if (from === null || secret === null) return null;
      const token = signTakeLink(secret, { tenant, incident, recipient, expiresAt: at + notify.linkMs });
      const language = notify.recipients[recipient]?.language ?? site.config.language;
      return `${from}${takePath}?language=${language}&t=${token}`;
    },
    open: (incident) => {
      const from = base();
      return from === null ? null : `${from}/${incident === '' ? '' : `incidents/${encodeURIComponent(incident)}`}`;
    },
  };
}
