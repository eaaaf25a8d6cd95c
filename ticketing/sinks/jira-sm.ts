// Jira Service Management, cloud and Data Center: issue, comments, transitions; a label carries the key.
import type { Clock } from '../../domain/ports/clock.ts';
import type { ProblemRecords, SinkKind } from '../sink-kind.ts';
import type { SinkCapabilities } from '../sink.ts';
import type { IssueAnswer } from './jira-sm/jira-answers.ts';
import { JiraConfig } from './jira-sm/jira-config.ts';
import { JiraProbe } from './jira-sm/jira-probe.ts';
import { JiraReader } from './jira-sm/jira-reader.ts';
import { JiraSite } from './jira-sm/jira-site.ts';
import { JiraSteps } from './jira-sm/jira-steps.ts';
import { ByIdReader } from './reading/by-id-reader.ts';
import { LinkingSink } from './steps/linking-sink.ts';
import { SteppedSink } from './steps/stepped-sink.ts';
import { wholeSystem } from './steps/whole-system.ts';

export class JiraSm extends SteppedSink<IssueAnswer> {
  readonly reader: JiraReader;
  readonly probe: JiraProbe;
  readonly problems?: ProblemRecords;
  readonly #site: JiraSite;
  readonly #records: JiraSite | null = null;

  constructor(config: JiraConfig, clock: Pick<Clock, 'now'>) {
    const site = new JiraSite(config, clock);
    const steps = new JiraSteps(site);
    const capabilities: SinkCapabilities = {
      quarantineMs: config.timeoutMs + config.serverMaxMs + config.searchLagMs,
      limits: { concurrency: config.concurrency },
    };
    super(steps, capabilities);
    if (config.problemType !== undefined) {
      const { requestType: _of, ...rest } = config;
      const records = new JiraSite({ ...rest, issueType: config.problemType }, clock);
      const sink = new LinkingSink(new JiraSteps(records), capabilities, (key) => steps.find(key));
      const reader = new ByIdReader(new JiraReader(records, clock));
      this.problems = { sink, reader, probe: new JiraProbe(records, 'problemType') };
      this.#records = records;
    }
    this.reader = new JiraReader(site, clock);
    this.probe = new JiraProbe(site);
    this.#site = site;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#site.close(), this.#records?.close()]);
  }
}

export const jiraSmKind: SinkKind<JiraConfig> = {
  type: 'jira-sm',
  isRead: true,
  secrets: ['token'],
  schema: JiraConfig,
  keepsProblems: ({ problemType }) => problemType !== undefined,
  open: (config, { clock }) => Promise.resolve(wholeSystem(new JiraSm(config, clock))),
};
