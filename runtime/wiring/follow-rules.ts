// Reads the rules folder again when it changes: a whole set comes into force at once, a broken one is refused whole.
import type { Logger } from 'pino';
import { isFault } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { readPolicyFolder, sitePolicy } from '../config/site-policy.ts';
import type { SiteConfig } from '../config/site-schema.ts';
import type { ReadFault } from './read-fault.ts';
import { watchPath } from './watch-path.ts';

export interface RulesFollowing {
  readonly folder: string;
  /** What stands above the folder; it is read once, at the start. */
  readonly config: SiteConfig;
  readonly pace: Clock;
  readonly logger: Logger;
  /** Puts a policy in force; resolves true if it was another one. */
  readonly announce: (policy: Policy) => Promise<boolean>;
  readonly onRead: (fault: ReadFault | null) => void;
}

/** Runs until aborted. */
export function followRules(following: RulesFollowing, signal: AbortSignal): Promise<void> {
  const { folder, pace } = following;
  return watchPath({ path: folder, pace, readAgain: () => readAgain(following) }, signal);
}

async function readAgain({ folder, config, logger, announce, onRead }: RulesFollowing): Promise<boolean> {
  try {
    const policy = sitePolicy(config, readPolicyFolder(folder));
    if (await announce(policy)) logger.info({ folder, rules: policy.rules.length }, 'rules in force');
    onRead(null);
    return true;
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    const { code, message } = thrown;
    logger.error({ code, reason: message }, 'rules refused; those before stay in force');
    onRead({ code, message });
    return !thrown.retryable;
  }
}
