// Whether GLPI knows the ids that the configuration names, as `vigie doctor` says it.
import { fault, fine, warning } from '../../probe.ts';
import type { ProbeFinding } from '../../probe.ts';
import type { GlpiDictionaryIds } from './glpi-config.ts';
import type { Dictionary, GlpiDictionary, Known } from './glpi-dictionary.ts';

export async function dictionaryFindings(
  dictionary: GlpiDictionary,
  { entity, groups, categories }: GlpiDictionaryIds,
): Promise<ProbeFinding[]> {
  const asked: readonly (readonly [Dictionary, number, string])[] = [
    ['Entity', entity, 'entity'],
    ...Object.entries(groups).map(([team, id]) => ['Group', id, `group of team ${team}`] as const),
    ...Object.entries(categories).map(([name, id]) => ['ITILCategory', id, `category ${name}`] as const),
  ];
  const found: ProbeFinding[] = [];
  for (const [type, id, name] of asked) found.push(finding(await dictionary.check(type, id), name, id));
  return found;
}

function finding(known: Known, name: string, id: number): ProbeFinding {
  if (known === 'known') return fine(`${name}: ${String(id)} exists`);
  if (known === 'unverifiable') {
    const cure = 'give the profile READ on entities, groups and ITIL categories';
    return warning(`${name}: ${String(id)} may not be looked up, so it is used unchecked`, cure);
  }
  const say = name === 'entity' ? fault : warning;
  const cure = 'correct the id in vigie.yaml; a group must allow assignment';
  return say(`${name}: GLPI has no ${String(id)}, or tickets may not be assigned to it`, cure);
}
