// Opens the stores, starts the house, says where it listens, and closes all in order when it is told to stop.
import type { Logger } from 'pino';
import { AdapterError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { atMost } from '../clock/at-most.ts';
import type { Site } from '../config/load-site.ts';
import { openLinkSecret } from '../login/link-secret.ts';
import { createLogger } from '../telemetry/logger.ts';
import type { LogLevel } from '../telemetry/logger.ts';
import type { Role } from '../wiring/roles.ts';
import { openStores } from '../wiring/stores.ts';
import { startVigie } from '../wiring/start-vigie.ts';
import type { RunningVigie, VigieParts } from '../wiring/start-vigie.ts';
import { exitFine } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { vigieVersion } from './vigie-version.ts';
import { wordFault } from './word-fault.ts';

export interface HousePlan {
  readonly site: Site;
  readonly roles: readonly Role[];
  readonly folder: string;
  readonly clock: Clock;
  readonly pace: Clock;
  readonly logger: Logger;
  readonly port?: number;
  readonly isJson: boolean;
  readonly demo?: VigieParts['demo'];
  /** Runs beside the house until the signal aborts; its end is no end of the house. */
  readonly beside?: (running: RunningVigie, signal: AbortSignal) => Promise<void>;
}

/** Resolves with the exit code once stopped. @throws what kept the house from starting or from going on. */
export async function serveHouse(plan: HousePlan, terminal: Terminal): Promise<number> {
  const { site, clock, pace, logger, port, demo } = plan;
  const died = Promise.withResolvers<never>();
  died.promise.catch(() => undefined);
  const stores = await openStores({
    ...{ site, clock: pace, folder: plan.folder },
    onTold: (told) => logger.debug(told, 'kafkajs'),
    onNotice: (notice) => {
      logger.warn(notice, 'stores');
      if (notice.code === 'writer-died') died.reject(new AdapterError(notice.code, notice.reason));
    },
  });
  try {
    const parts = { site, stores, roles: plan.roles, clock, pace, logger, version: vigieVersion };
    const running = await startVigie({
      ...parts,
      linkSecret: openLinkSecret(plan.folder, site.linkSecret),
      ...(port === undefined ? {} : { port }),
      ...(demo === undefined ? {} : { demo }),
    });
    tellAddress(plan, running, terminal);
    await serve(plan, running, { died: died.promise, stopped: terminal.stopped });
    logger.info('stopped');
  } catch (thrown) {
    await atMost(longestClosingMs, pace, stores.close());
    throw thrown;
  }
  const closing = stores.close();
  if (await atMost(longestClosingMs, pace, closing)) await closing;
  return exitFine;
}

/** Of doors, stages and delivery, and of the stores after them; what is cut off then is as after a crash. */
const longestClosingMs = 4_000;
/** When told to stop: calls on their way may end. Kubernetes waits for 30 s, systemd for 90. */
const longestStoppingMs = 20_000;

interface Ends {
  readonly died: Promise<never>;
  readonly stopped: AbortSignal;
}

async function serve(
  { beside, logger, pace }: HousePlan,
  running: RunningVigie,
  { died, stopped }: Ends,
): Promise<void> {
  const over = new AbortController();
  const aside = beside?.(running, over.signal) ?? Promise.resolve();
  const endless = aside.then(() => new Promise<never>(() => undefined));
  endless.catch(() => undefined);
  const closeAll = async (): Promise<void> => {
    over.abort();
    await aside.catch(() => undefined);
    await running.stop();
  };
  try {
    await Promise.race([abortOf(stopped), running.failed, died, endless]);
  } catch (thrown) {
    logger.error({ reason: wordFault(thrown) }, 'ending');
    // What keeps the house from going on may keep it from closing too: a stage that hangs never gives its seat back.
    await atMost(longestClosingMs, pace, closeAll());
    throw thrown;
  }
  logger.info({ signal: String(stopped.reason) }, 'stopping');
  const closing = closeAll();
  if (await atMost(longestStoppingMs, pace, closing)) return closing;
  logger.warn({ afterMs: longestStoppingMs }, 'not everything closed in time: what is cut off is as after a crash');
}

function abortOf(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** The first `http://` on stdout is the address. */
function tellAddress(
  { isJson, folder, logger }: HousePlan,
  { address, syslog }: RunningVigie,
  terminal: Terminal,
): void {
  terminal.out(isJson ? `${JSON.stringify({ address, folder })}\n` : `listening on ${address}\n`);
  for (const { name, door } of syslog) logger.info({ source: name, udp: door.udp, tcp: door.tcp }, 'syslog');
}

/** Log lines go to stderr: stdout is for what the command was asked. */
export function houseLogger({ secrets }: Pick<Site, 'secrets'>, level: LogLevel, terminal: Terminal): Logger {
  return createLogger({ level, secrets, destination: { write: (line) => terminal.err(line) } });
}
