// Finds names and addresses that lead to more than one CI, as binding reads them.
import type { Cmdb } from '../../domain/cmdb.ts';
import type { CmdbFault } from './cmdb-fault.ts';
import { appendTo } from './edges.ts';
import { readHostName } from './host-name.ts';

interface NamePlace {
  readonly ci: string;
  readonly path: string;
  readonly isAlias: boolean;
}

/** Names and aliases that lead to more than one CI, as binding reads them; short names may be shared, but bind nothing. */
export function sharedNames({ cis }: Cmdb): CmdbFault[] {
  const whole = new Map<string, NamePlace[]>();
  const short = new Map<string, NamePlace[]>();
  const loopbacks: CmdbFault[] = [];
  const note = (text: string, place: NamePlace): void => {
    const name = readHostName(text);
    if (name === null) return;
    appendTo(whole, name.whole, place);
    if (name.short !== null && name.short !== name.whole) appendTo(short, name.short, place);
    if (name.isLoopback && name.whole === name.host) loopbacks.push(loopbackFault(text, place.path));
  };
  for (const [index, { id, name, aliases }] of cis.entries()) {
    note(id, { ci: id, path: `cis[${index}].id`, isAlias: false });
    if (name !== undefined) note(name, { ci: id, path: `cis[${index}].name`, isAlias: false });
    for (const [at, alias] of aliases.entries()) {
      note(alias, { ci: id, path: `cis[${index}].aliases[${at}]`, isAlias: true });
    }
  }
  return [
    ...[...whole].flatMap(wholeNameFault),
    ...[...short].filter(([text]) => !whole.has(text)).flatMap(shortNameFault),
    ...loopbacks,
  ];
}

function wholeNameFault([text, places]: [string, NamePlace[]]): CmdbFault[] {
  const owners = [...new Set(places.map(({ ci }) => ci))];
  const last = places.findLast(({ ci }) => ci !== places[0]?.ci);
  if (owners.length < 2 || last === undefined) return [];
  const code = places.some(({ isAlias }) => isAlias) ? 'duplicate-alias' : 'ambiguous-name';
  const message = `"${text}" leads to ${owners.join(', ')}`;
  return [
    {
      code,
      severity: 'error',
      path: last.path,
      message,
      names: [text, owners.join(', ')],
      fix: 'Leave it with the one CI that it names.',
    },
  ];
}

function shortNameFault([text, places]: [string, NamePlace[]]): CmdbFault[] {
  const owners = [...new Set(places.map(({ ci }) => ci))];
  const last = places.findLast(({ ci }) => ci !== places[0]?.ci);
  if (owners.length < 2 || last === undefined) return [];
  const message = `the short name "${text}" could be any of ${owners.slice(0, 10).join(', ')}: an event with it binds to none`;
  const fix = `Add "${text}" as an alias of the one that it should mean.`;
  return [
    {
      code: 'ambiguous-name',
      severity: 'warning',
      path: last.path,
      message,
      fix,
      names: [text, owners.slice(0, 10).join(', ')],
    },
  ];
}

function loopbackFault(text: string, path: string): CmdbFault {
  const message = `"${text}" is every machine's own name`;
  return {
    code: 'loopback-alias',
    severity: 'warning',
    path,
    message,
    names: [text],
    fix: 'Name it with its port, as 127.0.0.1:9100.',
  };
}
