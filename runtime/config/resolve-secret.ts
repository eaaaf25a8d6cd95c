// Secrets stand in the configuration by reference only: `${env:NAME}` or `${file:PATH}`.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../../domain/errors.ts';
import { Secret } from './secret.ts';

const reference = /^\$\{(env|file):([^{}]+)\}$/;
/** A token or password longer than this is a wrong file. */
const maxSecretBytes = 16_384;

/** In a schema: text that must be a reference, resolved later by `resolveSecret`. */
export const SecretReference = z.string().regex(reference, {
  error: 'a secret is written as ${env:NAME} or ${file:PATH}, never as plain text',
});

export interface SecretPlace {
  /** Paths of `${file:…}` start here. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Path in the configuration, for the error. */
  readonly at: string;
}

/** The value behind a reference that stands at `path`, known from then on as a secret. */
export type TakeSecret = (text: string, path: string[]) => string;

/** What a section is read with. */
export interface SectionReading {
  /** Relative paths start here. */
  readonly folder: string;
  readonly takeSecret: TakeSecret;
}

/** @throws ConfigError `secret-missing`, `secret-plain`. */
export function resolveSecret(text: string, place: SecretPlace): Secret {
  const [, kind, name = ''] = reference.exec(text) ?? [];
  if (kind === undefined) {
    throw new ConfigError('secret-plain', 'a secret is written as ${env:NAME} or ${file:PATH}', { at: place.at });
  }
  const value = kind === 'env' ? place.env[name] : readSecretFile(resolve(place.folder, name), place.at);
  if (value === undefined || value === '') {
    throw new ConfigError(
      'secret-missing',
      `${place.at}: ${kind === 'env' ? 'environment variable' : 'file'} ${name} is empty or missing`,
      { at: place.at },
    );
  }
  return new Secret(value);
}

function readSecretFile(path: string, at: string): string {
  try {
    return readFileSync(path, 'utf8')
      .slice(0, maxSecretBytes)
      .replace(/\r?\n$/, '');
  } catch (cause) {
    throw new ConfigError('secret-missing', `${at}: cannot read ${path}`, { at, cause });
  }
}
