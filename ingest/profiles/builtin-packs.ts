// Reads the packs that Vigie brings, and those of a site's own folder, from disk.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { ConfigError } from '../../domain/errors.ts';
import { compilePacks, type PackFile } from './pack.ts';
import type { Profiles } from './profiles.ts';
import type { Thresholds } from './thresholds.ts';

const builtinFolder = fileURLToPath(new URL('.', import.meta.url));
/** Asked in this order: from the most telling words to the least. */
const builtinPacks = ['cisco', 'haproxy', 'postgresql', 'sshd', 'windows', 'intrusion', 'linux', 'generic'];

/** What a source says of its packs: a folder of its own, other thresholds. */
export interface ProfileSettings {
  readonly packs?: string | undefined;
  readonly thresholds?: Thresholds | undefined;
}

function readBuiltinPacks(): PackFile[] {
  return builtinPacks.map((name) => readPack(join(builtinFolder, `${name}.yaml`)));
}

/** Every `*.yaml` of the folder, by name. @throws ConfigError `packs-unreadable`. */
function readPackFolder(folder: string): PackFile[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
    return names.toSorted().map((name) => readPack(join(folder, name)));
  } catch (cause) {
    throw new ConfigError('packs-unreadable', `${folder}: the folder of syslog packs cannot be read`, {
      at: folder,
      cause,
    });
  }
}

function readPack(file: string): PackFile {
  return { file, text: readFileSync(file, 'utf8') };
}

/** The site's packs are asked first, so that they may overrule ours. @throws ConfigError naming file, line and path. */
export function loadProfiles({ packs, thresholds = {} }: ProfileSettings = {}): Profiles {
  return compilePacks([...(packs === undefined ? [] : readPackFolder(packs)), ...readBuiltinPacks()], thresholds);
}
