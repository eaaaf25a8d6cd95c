// A real SMTP server in the process, with the faults that mail servers have: greylisting, refusals, answers that never come.
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly text: string;
}

/** What the server does with the next message; `drop`: it keeps it, and hangs up without a word. */
export type MailFault = { readonly status: number; readonly at: 'rcpt' | 'data' } | 'drop' | 'drop-at-once';

interface StatusFault extends Error {
  responseCode?: number;
}

function refusal(status: number, words: string): StatusFault {
  return Object.assign(new Error(words), { responseCode: status });
}

export class FakeMailServer {
  readonly received: ReceivedMail[] = [];
  /** One for each message to come, in order. */
  readonly faults: MailFault[] = [];
  readonly #server: SMTPServer;
  #port = 0;

  private constructor(login: { user: string; password: string } | null) {
    this.#server = new SMTPServer({
      ...{ authOptional: login === null, disabledCommands: ['STARTTLS'], logger: false, disableReverseLookup: true },
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === login?.user && password === login?.password
          ? done(null, { user: username })
          : done(refusal(535, 'no such login')),
      onRcptTo: (_address, session, done) => done(this.#rcptFault(session)),
      onData: (stream, session, done) => void this.#take(stream, session, done),
    });
    this.#server.on('error', () => undefined);
  }

  static async open(login: { user: string; password: string } | null = null): Promise<FakeMailServer> {
    const fake = new FakeMailServer(login);
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    const address = fake.#server.server.address();
    fake.#port = typeof address === 'object' && address !== null ? address.port : 0;
    return fake;
  }

  get port(): number {
    return this.#port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #rcptFault(session: SMTPServerSession): Error | null {
    const [fault] = this.faults;
    if (fault === 'drop-at-once') {
      this.faults.shift();
      this.#hangUp(session);
      return null;
    }
    if (typeof fault !== 'object' || fault.at !== 'rcpt') return null;
    this.faults.shift();
    return refusal(fault.status, 'not now or never');
  }

  async #take(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (fault?: Error | null) => void,
  ): Promise<void> {
    const text = await wholeOf(stream);
    if (text === null) return;
    const fault = this.faults.shift();
    if (typeof fault === 'object') return done(refusal(fault.status, 'not now or never'));
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom === false ? '' : mailFrom.address;
    this.received.push({
      from,
      to: rcptTo.map(({ address }) => address),
      text,
    });
    if (fault === 'drop') return this.#hangUp(session);
    return done();
  }

  /** As a crash or a cut cable does. */
  #hangUp({ id }: SMTPServerSession): void {
    for (const connection of this.#server.connections as Set<{ id: string; _socket: { destroy(): void } }>)
      if (connection.id === id) connection._socket.destroy();
  }
}

/** Null: the connection was cut before its end. */
async function wholeOf(stream: SMTPServerDataStream): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  } catch {
    return null;
  }
}
