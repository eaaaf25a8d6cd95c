// Jira Service Management, cloud and Data Center: issue, comments, transitions; a label carries the key.
import type { Clock } from '../../domain/ports/clock.ts';
import type { SinkKind } from '../sink-kind.ts';
import type { IssueAnswer } from './jira-sm/jira-answers.ts';
import { JiraConfig } from './jira-sm/jira-config.ts';
import { JiraProbe } from './jira-sm/jira-probe.ts';
import { JiraReader } from './jira-sm/jira-reader.ts';
import { JiraSite, jiraTextBytes } from './jira-sm/jira-site.ts';
import { JiraSteps } from './jira-sm/jira-steps.ts';
import { SteppedSink } from './steps/stepped-sink.ts';

export class JiraSm extends SteppedSink<IssueAnswer> {
  readonly reader: JiraReader;
  readonly probe: JiraProbe;
  readonly #site: JiraSite;

  constructor(config: JiraConfig, clock: Pick<Clock, 'now'>) {
    const site = new JiraSite(config, clock);
    super(new JiraSteps(site), {
      quarantineMs: config.timeoutMs + config.serverMaxMs + config.searchLagMs,
      keyPlace: 'label',
      limits: { concurrency: config.concurrency, titleLength: 255, textBytes: jiraTextBytes },
    });
    this.reader = new JiraReader(site, clock);
    this.probe = new JiraProbe(site);
    this.#site = site;
  }

  stop(): Promise<void> {
    return this.#site.close();
  }
}

export const jiraSmKind: SinkKind<JiraConfig> = {
  type: 'jira-sm',
  secrets: ['token'],
  schema: JiraConfig,
  open: (config, { clock }) => {
    const sink = new JiraSm(config, clock);
    return Promise.resolve({ sink, reader: sink.reader, probe: sink.probe, stop: () => sink.stop() });
  },
};
