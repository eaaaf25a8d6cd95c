// Narrows the board: by text, priority, owner, and what nobody has acknowledged.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import type { Status } from '../api/shapes.ts';
import { useWords } from '../words/use-words.tsx';
import type { BoardFilter } from './board-filter.ts';
import styles from './filter-bar.module.css';
import { searchMark } from './use-board-keys.ts';

export interface Team {
  readonly id: string;
  readonly name: string;
}

interface Shown {
  readonly filter: BoardFilter;
  readonly status: Status | undefined;
  readonly teams: readonly Team[];
  readonly onChange: (filter: BoardFilter) => void;
}

const priorities = [1, 2, 3, 4, 5] as const;

function PriorityChips({ filter, status, onChange }: Shown) {
  const words = useWords();
  const toggle = (priority: number): void => {
    const on = filter.priorities.includes(priority);
    const next = on ? filter.priorities.filter((other) => other !== priority) : [...filter.priorities, priority].sort();
    onChange({ ...filter, priorities: next });
  };
  return (
    <div className={styles['chips']} role="group" aria-label={words.board.priority}>
      {priorities.map((priority) => {
        const amount = status?.incidents.byPriority[priority] ?? 0;
        return (
          <button
            key={priority}
            type="button"
            className={styles['chip']}
            aria-pressed={filter.priorities.includes(priority)}
            aria-label={words.board.filterPriority(priority, amount)}
            onClick={() => toggle(priority)}
          >
            P{priority} <span className={styles['amount']}>{amount}</span>
          </button>
        );
      })}
    </div>
  );
}

export function FilterBar(shown: Shown) {
  const words = useWords();
  const { filter, teams, onChange } = shown;
  const mark = { [searchMark]: '' };
  const owners = [
    { value: '', label: words.board.anyTeam },
    ...teams.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <search className={styles['bar']}>
      <TextInput
        {...mark}
        className={styles['search'] ?? ''}
        size="sm"
        leftSection={<Search size={16} aria-hidden />}
        aria-label={words.board.search}
        placeholder={words.board.searchHint}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
      />
      <PriorityChips {...shown} />
      <NativeSelect
        size="sm"
        aria-label={words.board.filterTeam}
        data={owners}
        value={filter.team ?? ''}
        onChange={(event) =>
          onChange({ ...filter, team: event.currentTarget.value === '' ? null : event.currentTarget.value })
        }
      />
      <Checkbox
        size="sm"
        label={words.board.onlyUnacknowledged}
        checked={filter.unacknowledged}
        onChange={(event) => onChange({ ...filter, unacknowledged: event.currentTarget.checked })}
      />
    </search>
  );
}
