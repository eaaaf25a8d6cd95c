// Gauges that are asked for when somebody scrapes: what is open, and how far the stages are behind.
import { Gauge } from 'prom-client';
import type { Metrics } from './metrics.ts';

export interface HouseFigures {
  /** Open incidents by priority, majors among them, and open alerts. */
  readonly open: () => Promise<{ byPriority: Readonly<Record<string, number>>; majors: number; alerts: number }>;
}

/** `backlog`: records not read yet, by stage; a partition above 0 names itself. */
export function addStageGauge({ registry }: Metrics, backlog: () => Promise<ReadonlyMap<string, number>>): void {
  new Gauge({
    name: 'vigie_stage_backlog_records',
    help: 'Records that a stage has not taken yet',
    labelNames: ['stage'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [stage, records] of await backlog()) this.set({ stage }, records);
    },
  });
}

export function addHouseGauges({ registry }: Metrics, figures: HouseFigures): void {
  const registers = [registry];
  new Gauge({
    name: 'vigie_incidents_open',
    help: 'Open incidents by priority',
    labelNames: ['priority'],
    registers,
    async collect() {
      for (const [priority, count] of Object.entries((await figures.open()).byPriority)) this.set({ priority }, count);
    },
  });
  new Gauge({
    name: 'vigie_incidents_major_open',
    help: 'Open major incidents',
    registers,
    async collect() {
      this.set((await figures.open()).majors);
    },
  });
  new Gauge({
    name: 'vigie_alerts_open',
    help: 'Open alerts',
    registers,
    async collect() {
      this.set((await figures.open()).alerts);
    },
  });
}
