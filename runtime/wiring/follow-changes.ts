// Looks at feeds of changes and tells what is new by the door that every source uses, as events of source `changes`.
import type { Logger } from 'pino';
import { AdapterError, isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { Answer } from '../../ingest/take-body.ts';
import { movedRefs, readRefs, type Ref } from '../changes/git-refs.ts';
import { readChangeList, type ToldChange } from '../changes/read-change-list.ts';
import type { ChangeFeed } from '../config/feed-sections.ts';
import { readFeed } from '../feeds/read-feed.ts';

export interface ChangesFollowing {
  readonly name: string;
  readonly feed: ChangeFeed;
  readonly pace: Clock;
  /** Of records. */
  readonly clock: Clock;
  readonly logger: Logger;
  /** The body of a generic webhook, through the door. */
  readonly post: (body: object) => Promise<Answer>;
}

/** What is new since the last look that was told. */
interface News {
  readonly changes: readonly ToldChange[];
  /** All of it went through the door. */
  told(): void;
}
type Look = () => Promise<News>;

/** Runs until aborted. */
export async function followChanges(following: ChangesFollowing, signal: AbortSignal): Promise<void> {
  const { feed, pace } = following;
  const look = feed.type === 'git' ? lookAtGit(following, feed) : lookAtList(following, feed);
  while (!signal.aborted) {
    await tellNews(following, look);
    await pace.until(pace.now() + feed.refreshMs, signal);
  }
}

/** One POST holds as many (the door's own bodies: 1 MB). */
const mostAtOnce = 256;

async function tellNews({ name, logger, post }: ChangesFollowing, look: Look): Promise<void> {
  try {
    const news = await look();
    const { changes } = news;
    for (let at = 0; at < changes.length; at += mostAtOnce) {
      const answer = await post(changes.slice(at, at + mostAtOnce).map((change) => eventOf(name, change)));
      if ('fault' in answer) throw new AdapterError('changes-not-stored', answer.fault.message, { retryable: true });
    }
    news.told();
    if (changes.length > 0) logger.info({ feed: name, changes: changes.length }, 'changes told');
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    logger.error({ feed: name, code: thrown.code, reason: thrown.message }, 'changes not read; tried again');
  }
}

function eventOf(feed: string, { key, ci, what, at }: ToldChange): object {
  const said = { state: 'info', severity: 'info', message: what, at: rfc3339(at) } as const;
  return { host: ci, check: 'change', ...said, key: `${feed}/${key}` };
}

/** The time rule believes a source's time this far back (architecture, "Time"); an older change would be told as new. */
const believedMs = 15 * 60_000;
/** Keys of what was told; more than a feed tells in fifteen minutes. */
const mostKnown = 10_000;

/** An entry is told once; after a restart those of the last minutes are told again, which changes nothing. */
function lookAtList({ name, clock, logger }: ChangesFollowing, feed: Extract<ChangeFeed, { type: 'json' }>): Look {
  let known = new Set<string>();
  return async () => {
    const { changes, unreadable } = readChangeList(await readFeed(feed));
    const fresh = changes.filter(({ at }) => at > clock.now() - believedMs).slice(-mostKnown);
    const news = fresh.filter(({ key }) => !known.has(key));
    if (unreadable > 0 && news.length > 0) logger.warn({ feed: name, unreadable }, 'some changes cannot be read');
    return { changes: news, told: () => void (known = new Set(fresh.map(({ key }) => key))) };
  };
}

/** The first look only learns where the refs are. */
function lookAtGit({ clock }: ChangesFollowing, feed: Extract<ChangeFeed, { type: 'git' }>): Look {
  let before: ReadonlyMap<string, Ref> | null = null;
  return async () => {
    const now = await readRefs(feed.repository, feed.refs);
    const moved = before === null ? [] : movedRefs(before, now);
    const changes = moved.flatMap(({ name, commit, subject }) =>
      feed.cis.map((ci) => {
        return { key: `${ci} ${name} ${commit}`, ci, what: `${name} (${commit}): ${subject}`, at: clock.now() };
      }),
    );
    return { changes, told: () => void (before = now) };
  };
}
