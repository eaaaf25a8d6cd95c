// `node tests/histories/record-kept-rows.ts`: records the rows of this layout. Once for each layout: CONTRIBUTING says when.
import { allFlags } from '../../domain/flags.ts';
import { readHistories } from './history.ts';
import { recordKeptRows } from './kept-rows.ts';

const name = `world-1806-flags-${allFlags.join('-')}`;
const history = readHistories().find((one) => one.name === name);
if (history === undefined) throw new Error(`${name} is not recorded`);
await recordKeptRows(history);
