// One SMTP conversation from the greeting to QUIT, and how far it came: only that tells what may be believed of its end.
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { callGivenUp } from '../../call-over.ts';
import type { EmailConfig } from './email-config.ts';

/** `opening`: no message was begun; `message`: its text was on the way, so it may have arrived. */
export type SmtpStep = 'opening' | 'login' | 'envelope' | 'message';

export type SmtpEnd =
  | { readonly end: 'taken' }
  | {
      readonly end: 'broken';
      readonly step: SmtpStep;
      /** nodemailer's: `EAUTH`, `ETIMEDOUT` … */
      readonly code: string;
      /** What the server answered; null: nothing. */
      readonly status: number | null;
      readonly words: string;
    };

export interface SmtpLetter {
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
}

interface SmtpFault {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly message?: string;
}

const wordsLength = 300;

export class SmtpSession {
  readonly #config: EmailConfig;
  #step: SmtpStep = 'opening';

  constructor(config: EmailConfig) {
    this.#config = config;
  }

  /** Never rejects. */
  async deliver({ from, to, bytes }: SmtpLetter): Promise<SmtpEnd> {
    return this.#converse(async (connection) => {
      this.#step = 'envelope';
      await new Promise<void>((resolve, reject) => {
        const text = this.#watched(bytes);
        connection.send({ from, to: [to], size: bytes.length }, text, (fault) => (fault ? reject(fault) : resolve()));
      });
    });
  }

  /** Greeting, encryption and login, and no more. Never rejects. */
  greet(): Promise<SmtpEnd> {
    return this.#converse(() => Promise.resolve());
  }

  /** Read only once the server has asked for it. */
  #watched(bytes: Buffer): Readable {
    const begin = (): void => {
      this.#step = 'message';
    };
    return new Readable({
      read() {
        begin();
        this.push(bytes);
        this.push(null);
      },
    });
  }

  async #converse(act: (connection: SMTPConnection) => Promise<void>): Promise<SmtpEnd> {
    const { host, port, tls, timeoutMs } = this.#config;
    const connection = new SMTPConnection({
      ...{ host, port, secure: tls === 'implicit', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none' },
      ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, dnsTimeout: timeoutMs },
    });
    const givenUp = callGivenUp();
    const broken = new Promise<never>((_resolve, reject) => {
      connection.on('error', reject);
      givenUp?.addEventListener('abort', () => reject(new Error('the call was given up')));
      // While a message is sent, its own callback knows more: the server may have said why.
      connection.on('end', () => {
        if (this.#step === 'opening' || this.#step === 'login') reject(new Error('the server ended the connection'));
      });
    });
    broken.catch(() => undefined);
    try {
      givenUp?.throwIfAborted();
      await Promise.race([this.#open(connection).then(() => act(connection)), broken]);
      connection.quit();
      return { end: 'taken' };
    } catch (thrown) {
      connection.close();
      return this.#endOf(thrown as SmtpFault);
    }
  }

  async #open(connection: SMTPConnection): Promise<void> {
    await new Promise<void>((resolve, reject) => connection.connect((fault) => (fault ? reject(fault) : resolve())));
    const { user, password } = this.#config;
    if (user === undefined || password === undefined) return;
    this.#step = 'login';
    await new Promise<void>((resolve, reject) =>
      connection.login({ user, pass: password }, (fault) => (fault ? reject(fault) : resolve())),
    );
  }

  #endOf({ code = 'UNKNOWN', responseCode, response, message = '' }: SmtpFault): SmtpEnd {
    const words = (response ?? message).replace(/\s+/g, ' ').slice(0, wordsLength);
    return { end: 'broken', step: this.#step, code, status: responseCode ?? null, words };
  }
}
