// `vigie drill --notify NAME`: one marked test message to one recipient, by the very channel that life uses.
import { ConfigError } from '../../domain/errors.ts';
import type { SendOutcome } from '../../ticketing/channel.ts';
import { drillMessage } from '../../ticketing/drill/drill-message.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { loadSite } from '../config/load-site.ts';
import { channelSink } from '../config/site-policy.ts';
import { openChannels } from '../wiring/open-channels.ts';
import { readPath } from './read-option.ts';
import { exitFaults, exitFine } from './terminal.ts';
import type { Terminal } from './terminal.ts';

interface DrillNotifyFlags {
  readonly notify: string;
  readonly config?: string;
  readonly json?: boolean;
}

/** Resolves with the exit code. @throws ConfigError `option-invalid`. */
export async function drillNotify(
  { notify: name, config, json }: DrillNotifyFlags,
  terminal: Terminal,
): Promise<number> {
  const file = config === undefined ? {} : { file: readPath('--config', config) };
  const site = loadSite({ ...file, env: terminal.env });
  const recipient = site.config.notify.recipients[name];
  const clock = new SystemClock();
  const channels = openChannels(site, { clock, links: { take: () => null, open: () => null } });
  const opened = channels.get(channelSink(recipient?.channel ?? ''));
  try {
    if (recipient === undefined || opened === undefined) {
      const known = Object.keys(site.config.notify.recipients).join(', ') || 'nobody: notify.recipients is empty';
      throw new ConfigError('option-invalid', `--notify: ${JSON.stringify(name)} is none of ${known}`, {
        at: '--notify',
      });
    }
    const { language = site.config.language, voice = 'technical', to = null } = recipient;
    const from = clock.now();
    const outcome = await opened.channel.send(drillMessage({ recipient: name, language, voice, at: from }), to);
    const tookMs = clock.now() - from;
    terminal.out(
      json === true
        ? `${JSON.stringify({ ok: outcome.outcome === 'sent', tookMs, ...outcome })}\n`
        : wordOutcome(outcome, tookMs),
    );
    return outcome.outcome === 'sent' ? exitFine : exitFaults;
  } finally {
    await Promise.all([...channels.values()].map(({ channel }) => channel.stop()));
  }
}

function wordOutcome(outcome: SendOutcome, tookMs: number): string {
  const took = `${String(Math.round(tookMs))} ms`;
  if (outcome.outcome === 'sent') return `ok    sent in ${took} (${outcome.reference}): look whether it arrived\n`;
  return `FAIL  ${outcome.outcome} after ${took}: ${outcome.message} (${outcome.code})\n`;
}
