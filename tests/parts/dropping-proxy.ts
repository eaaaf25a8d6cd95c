// A proxy before a real server: it passes everything on, and drops the answers that it is told to, after the server gave them.
import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DroppingProxy {
  readonly url: string;
  /** Requests whose answer is still to come. */
  inFlight(): number;
  readonly dropped: number;
  stop(): Promise<void>;
}

/** `drops` is asked once the server has answered with a 2xx: true, and the client's connection ends without a byte. */
export async function startDroppingProxy(
  target: string,
  drops: (method: string, path: string) => boolean,
): Promise<DroppingProxy> {
  let inFlight = 0;
  let dropped = 0;
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '/', headers } = request;
    const onward = ask(new URL(path, target), {
      method,
      headers: { ...headers, host: new URL(target).host },
      agent: false,
    });
    request.pipe(onward);
    const [reply] = (await once(onward, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of reply) chunks.push(chunk as Buffer);
    const status = reply.statusCode ?? 502;
    if (status < 300 && drops(method, path)) {
      dropped += 1;
      response.destroy();
      return;
    }
    response.writeHead(status, reply.headers);
    response.end(Buffer.concat(chunks));
  };
  const server = createServer((request, response) => {
    inFlight += 1;
    pass(request, response)
      .catch(() => response.destroy())
      .finally(() => (inFlight -= 1));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    inFlight: () => inFlight,
    get dropped() {
      return dropped;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
