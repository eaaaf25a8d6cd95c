// A load generator of its own process: POSTs batches at a pace over kept connections, and says what was answered.
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { AlertStream, type StreamPlan } from './alert-stream.ts';

export interface LoadOrder extends StreamPlan {
  readonly url: string;
  /** Distinct alerts a second; 0: as fast as answers come. */
  readonly rate: number;
  readonly batch: number;
  readonly connections: number;
  readonly seconds: number;
  /** At most so many distinct alerts; 0: no limit. */
  readonly total: number;
  /** Number of the first alert. */
  readonly from: number;
}

export interface LoadResult {
  readonly distinct: number;
  readonly sent: number;
  readonly posts: number;
  readonly refused: number;
  /** From the first POST to the last answer. */
  readonly ms: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
}

class Load {
  readonly #order: LoadOrder;
  readonly #agent: Agent;
  readonly #stream: AlertStream;
  readonly #waits: number[] = [];
  #distinct = 0;
  #sent = 0;
  #refused = 0;
  #began = 0;

  constructor(order: LoadOrder) {
    this.#order = order;
    this.#agent = new Agent({ keepAlive: true, maxSockets: order.connections });
    this.#stream = new AlertStream(order, order.from);
  }

  async run(): Promise<LoadResult> {
    this.#began = performance.now();
    await Promise.all(Array.from({ length: this.#order.connections }, () => this.#connection()));
    const ms = performance.now() - this.#began;
    this.#agent.destroy();
    const sorted = this.#waits.sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
    const { user, system } = process.cpuUsage();
    const counts = { distinct: this.#distinct, sent: this.#sent, posts: sorted.length, refused: this.#refused };
    return { ...counts, ms, p50Ms: at(0.5), p99Ms: at(0.99), cpuMs: (user + system) / 1000 };
  }

  async #connection(): Promise<void> {
    while (!this.#isOver()) {
      const { rate, batch } = this.#order;
      const dueMs = rate === 0 ? 0 : (this.#distinct / rate) * 1000;
      this.#distinct += batch;
      const { body, sent } = this.#stream.batch(batch);
      const aheadMs = dueMs - (performance.now() - this.#began);
      if (aheadMs > 1) await pause(aheadMs);
      const asked = performance.now();
      const status = await this.#post(body);
      this.#waits.push(performance.now() - asked);
      if (status === 200) this.#sent += sent;
      else this.#refused += 1;
    }
  }

  #isOver(): boolean {
    const { total, seconds } = this.#order;
    return (total > 0 && this.#distinct >= total) || performance.now() - this.#began >= seconds * 1000;
  }

  #post(body: string): Promise<number> {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const asked = request(this.#order.url, { method: 'POST', agent: this.#agent, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

process.on('message', (order: LoadOrder) => {
  void new Load(order).run().then((result) => {
    process.send?.(result);
    process.disconnect();
  });
});
