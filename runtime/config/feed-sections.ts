// Calendars, lists and repositories that `maintenance` and `changes` name: paths absolute, tokens resolved.
import { resolve } from 'node:path';
import { isAddress } from '../feeds/read-feed.ts';
import type { FeedPlace } from '../feeds/read-feed.ts';
import type { SectionReading } from './resolve-secret.ts';
import type { SiteConfig } from './site-schema.ts';

export type PlannedFeed = SiteConfig['maintenance'][string];
export type ChangeFeed = SiteConfig['changes'][string];

export function plannedFeedsOf({ maintenance }: SiteConfig, reading: SectionReading): Map<string, PlannedFeed> {
  const feeds = Object.entries(maintenance);
  return new Map(feeds.map(([name, feed]) => [name, placed(feed, ['maintenance', name], reading)]));
}

export function changeFeedsOf({ changes }: SiteConfig, reading: SectionReading): Map<string, ChangeFeed> {
  const ofGit = (feed: Extract<ChangeFeed, { type: 'git' }>): ChangeFeed => {
    return { ...feed, repository: resolve(reading.folder, feed.repository) };
  };
  const feeds = Object.entries(changes).map(([name, feed]): [string, ChangeFeed] => {
    return [name, feed.type === 'git' ? ofGit(feed) : placed(feed, ['changes', name], reading)];
  });
  return new Map(feeds);
}

function placed<Feed extends FeedPlace>(feed: Feed, path: string[], { folder, takeSecret }: SectionReading): Feed {
  const from = isAddress(feed.from) ? feed.from : resolve(folder, feed.from);
  return { ...feed, from, ...(feed.token === undefined ? {} : { token: takeSecret(feed.token, [...path, 'token']) }) };
}
