// `vigie hash-password`: what `console.login.users` takes, from a password on standard input.
import type { Command } from 'commander';
import { ConfigError } from '../../domain/errors.ts';
import { hashPassword } from '../login/password-hash.ts';
import { exitFine } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** NIST SP 800-63B: at least 8 where it is the only factor is the floor; 64 must be allowed. */
const shortest = 12;
const longest = 1_024;

export function addHashPasswordCommand(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  program
    .command('hash-password')
    .description('hash a password, read from standard input, for console.login.users')
    .option('--json', 'print the hash as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const password = (await terminal.readInput()).replace(/\r?\n$/, '');
      if (password.length < shortest || password.length > longest) {
        throw new ConfigError('option-invalid', `a password has ${shortest} to ${longest} characters, in one line`);
      }
      const hash = await hashPassword(password);
      terminal.out(json === true ? `${JSON.stringify({ hash })}\n` : `${hash}\n`);
      finish(exitFine);
    });
}
