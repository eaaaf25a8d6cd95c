// A receiver of webhooks with the faults that chats have.
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedPost {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `drop`: it keeps the post, and hangs up without a word. */
export type WebhookFault = { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | 'drop';

export class FakeWebhook {
  readonly received: ReceivedPost[] = [];
  /** One for each call to come, in order. */
  readonly faults: WebhookFault[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async open(): Promise<FakeWebhook> {
    const fake = new FakeWebhook();
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/hooks/secret`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const fault = this.faults.shift();
    const isTaken = fault === undefined || fault === 'drop';
    const { method = '', headers } = request;
    if (isTaken) this.received.push({ method, headers, body: Buffer.concat(chunks).toString('utf8') });
    if (fault === 'drop') return void request.socket.destroy();
    response.writeHead(fault?.status ?? 200, fault?.headers ?? {}).end('ok');
  }
}
