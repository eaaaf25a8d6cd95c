// The alerts of a bench, as Prometheus writes them: each distinct, one in five sent again, by rules instead of chance.
import { clusterHosts, clusters, databaseOf, loneOf, serverOf } from './plant-cmdb.ts';

export interface StreamPlan {
  /** `plant`: over the 200 hosts, at most 15 new incidents a minute; `one`: all in one cluster, one incident. */
  readonly shape: 'plant' | 'one';
  /** Distinct alerts between two resends: 5 is 20 % besides; 0: none. */
  readonly resendEvery: number;
  /** Epoch ms that every alert starts at. */
  readonly startsAt: number;
}

const names = ['ErrorRateHigh', 'HighLoad', 'ServiceDown', 'HostDown', 'LatencyHigh', 'QueueGrowing', 'PacketLoss'];
const severities = ['warning', 'high', 'critical'];
const leaseMs = 3_600_000;
/** Alerts to one lone host after another: four new incidents a minute at 5,000/s. */
const perLoneHost = 75_000;

export class AlertStream {
  readonly #plan: StreamPlan;
  #next = 0;

  constructor(plan: StreamPlan, from = 0) {
    this.#plan = plan;
    this.#next = from;
  }

  /** A JSON array of `distinct` new alerts, and the resends that fall between them. */
  batch(distinct: number): { readonly body: string; readonly sent: number } {
    const texts: string[] = [];
    for (let n = 0; n < distinct; n += 1) {
      const index = this.#next++;
      texts.push(this.alert(index));
      const { resendEvery } = this.#plan;
      if (resendEvery > 0 && index % resendEvery === resendEvery - 1) texts.push(this.alert(earlierThan(index)));
    }
    return { body: `[${texts.join(',')}]`, sent: texts.length };
  }

  alert(index: number, endsAt = this.#plan.startsAt + leaseMs): string {
    const host = this.hostOf(index);
    const name = names[index % names.length] ?? '';
    const severity = severities[(index >> 3) % severities.length] ?? '';
    const times = `"startsAt":"${iso(this.#plan.startsAt)}","endsAt":"${iso(endsAt)}"`;
    const labels = `"alertname":"${name}","instance":"${host}.example.net:9100","job":"node","severity":"${severity}","cluster":"dc1","device":"d${index}"`;
    const link = `http://prometheus.example.net:9090/graph?g0.expr=bench_${index}`;
    return `{"labels":{${labels}},"annotations":{"summary":"${name} of d${index} on ${host}"},${times},"generatorURL":"${link}"}`;
  }

  /** The first alert of a cluster is its database's, so that the others find what they depend on. */
  hostOf(index: number): string {
    const { shape } = this.#plan;
    if (shape === 'one') return index === 0 ? databaseOf(0) : serverOf(0, index % clusterHosts);
    if (index < clusters) return databaseOf(index);
    if (index % 997 === 0) return loneOf(Math.floor(index / perLoneHost));
    return serverOf(index % clusters, Math.floor(index / clusters) % clusterHosts);
  }
}

/** Spread over all that was sent. */
function earlierThan(index: number): number {
  return (index * 7919) % (index + 1);
}

const written = new Map<number, string>();
function iso(ms: number): string {
  let text = written.get(ms);
  if (text === undefined) {
    if (written.size > 1000) written.clear();
    text = new Date(ms).toISOString();
    written.set(ms, text);
  }
  return text;
}
