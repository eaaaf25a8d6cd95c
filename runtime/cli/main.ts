// The `vigie` command: its commands, what it answers to wrong use, and its exit codes (0 fine, 1 faults, 2 wrong use).
import { Command, CommanderError } from 'commander';
import { addCheckCommand } from './check-command.ts';
import { addDemoCommand } from './demo-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { addDrillCommand } from './drill-command.ts';
import { addHashPasswordCommand } from './hash-password-command.ts';
import { addLearnCommand } from './learn-command.ts';
import { addReplayCommand } from './replay-command.ts';
import { addScoreCommand } from './score-command.ts';
import { addStartCommand } from './start-command.ts';
import { exitFine, exitWrongUse, shellTerminal } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { vigieVersion } from './vigie-version.ts';
import { exitCodeOf, wordFault } from './word-fault.ts';

type AddCommand = (program: Command, terminal: Terminal, finish: (code: number) => void) => void;

const commands: readonly AddCommand[] = [
  addStartCommand,
  addDemoCommand,
  addReplayCommand,
  addLearnCommand,
  addCheckCommand,
  addScoreCommand,
  addDoctorCommand,
  addDrillCommand,
  addHashPasswordCommand,
];

/** Runs one command line (without `node` and `vigie`). Returns the exit code. */
export async function runVigie(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = exitFine;
  const program = new Command('vigie')
    .description('Reads what your monitoring says, judges it, and opens, updates and closes the tickets.')
    .version(vigieVersion)
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) });
  for (const add of commands) add(program, terminal, (finished) => (code = finished));
  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitFine : exitWrongUse;
    const isJson = args.includes('--json');
    const fault = wordFault(thrown);
    terminal.err(isJson ? `${JSON.stringify({ error: fault })}\n` : `error: ${fault.message}\n`);
    return exitCodeOf(thrown);
  }
}

/** Called by `bin/vigie`, which is no TypeScript: no import shows it. */
export async function runFromShell(): Promise<void> {
  // A client of a server that is away may leave a socket behind when it is closed: over is over.
  process.exit(await runVigie(process.argv.slice(2), shellTerminal()));
}

if (import.meta.main) await runFromShell();
