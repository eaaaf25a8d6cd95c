// `vigie score`: a replay's output against labels.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { z } from 'zod';
import { Found } from '../../console/score/found.ts';
import { printScore } from '../../console/score/print-score.ts';
import { scoreReplay } from '../../console/score/score-replay.ts';
import { Truth } from '../../console/score/truth.ts';
import { ConfigError } from '../../domain/errors.ts';
import { readPath } from './read-option.ts';
import { exitFaults, exitFine } from './terminal.ts';
import type { Terminal } from './terminal.ts';

interface ScoreFlags {
  readonly found: string;
  readonly truth: string;
  readonly json?: boolean;
}

export function addScoreCommand(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  program
    .command('score')
    .description('score the output of a replay against labels; what the labels forbid exits with 1')
    .requiredOption('--found <dir>', 'what vigie replay wrote')
    .requiredOption('--truth <file>', 'the labels (truth.json)')
    .option('--json', 'print the score as JSON')
    .action((flags: ScoreFlags) => {
      const score = scoreReplay(
        readFound(readPath('--found', flags.found)),
        readTruth(readPath('--truth', flags.truth)),
      );
      terminal.out(flags.json === true ? `${JSON.stringify(score)}\n` : printScore(score));
      finish(score.violations.length === 0 ? exitFine : exitFaults);
    });
}

function readFound(dir: string): Found {
  const operations = readText(join(dir, 'tickets.ndjson'))
    .split('\n')
    .filter((line) => line !== '');
  const tickets = operations.map((line, index) => readJson(line, `${join(dir, 'tickets.ndjson')}:${index + 1}`));
  const [alerts, incidents] = ['alerts.json', 'incidents.json'].map((name) => readJsonFile(join(dir, name)));
  return shapedAs(Found, { alerts, incidents, tickets }, dir);
}

function readTruth(path: string): Truth {
  return shapedAs(Truth, readJsonFile(path), path);
}

const readJsonFile = (path: string): unknown => readJson(readText(path), path);

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError('file-missing', `${path}: cannot be read`, { at: path, cause });
  }
}

function readJson(text: string, at: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unreadable';
    throw new ConfigError('score-input-invalid', `${at}: not JSON: ${why}`, { at, cause });
  }
}

function shapedAs<T extends z.ZodType>(schema: T, value: unknown, at: string): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new ConfigError('score-input-invalid', `${at}: ${path}: ${issue?.message ?? ''}`, { at });
}
