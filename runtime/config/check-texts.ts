// Whether the site's own ticket texts can be filled: each fault with its file, line and the nearest name that exists.
import { ConfigError } from '../../domain/errors.ts';
import type { TicketTexts } from '../../domain/ticket-texts.ts';
import { templateFaults } from '../../ticketing/templates/template.ts';
import type { TemplateFault } from '../../ticketing/templates/template.ts';
import { variableNames } from '../../ticketing/templates/variables.ts';
import { nearestKey } from './nearest-key.ts';
import type { YamlFile } from './yaml-file.ts';

/** @throws ConfigError `text-invalid` with every fault on a line of its own. */
export function checkTexts(file: YamlFile, texts: TicketTexts): void {
  const faults = Object.entries(texts).flatMap(([language, named = {}]) =>
    Object.entries(named).flatMap(([name, template = '']) => {
      const path = ['texts', language, name];
      const at = `${file.path}:${String(file.lineOf(path))}`;
      return templateFaults(template, variableNames).map((fault) => `${at}: ${path.join('.')}: ${wordOf(fault)}`);
    }),
  );
  if (faults.length > 0)
    throw new ConfigError('text-invalid', faults.join('\n'), { at: faults[0]?.split(': ')[0] ?? file.path });
}

function wordOf(fault: TemplateFault): string {
  if (fault.kind === 'broken') return fault.why;
  const near = nearestKey(fault.name, variableNames);
  const hint = near === null ? `known: ${variableNames.join(', ')}` : `did you mean ${near}?`;
  return `unknown variable ${fault.name === '' ? '(empty)' : fault.name}; ${hint}`;
}
