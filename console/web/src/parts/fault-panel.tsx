// What is shown when the server refuses or fails: in words, with its code.
import { Button } from '@mantine/core';
import { CircleSlash, Lock, PlugZap } from 'lucide-react';
import type { ReactNode } from 'react';
import { asApiFault } from '../api/api-fault.ts';
import { useWords } from '../words/use-words.tsx';
import type { Words } from '../words/words.ts';
import { Notice } from './notice.tsx';

interface Shown {
  readonly fault: unknown;
  readonly onRetry: () => void;
}

function titleOf(words: Words, status: number): string {
  if (status === 401 || status === 403) return words.faults.noRight;
  return status === 0 ? words.faults.unreachable : words.faults.title;
}

function iconOf(status: number): ReactNode {
  if (status === 401 || status === 403) return <Lock aria-hidden />;
  return status === 0 ? <PlugZap aria-hidden /> : <CircleSlash aria-hidden />;
}

export function FaultPanel({ fault, onRetry }: Shown) {
  const words = useWords();
  const { status, code, message } = asApiFault(fault);
  const noRight = status === 401 || status === 403;
  return (
    <Notice icon={iconOf(status)} title={titleOf(words, status)} alert>
      <p>{noRight ? words.faults.noRightWhy : message}</p>
      <p>
        <code>{words.faults.code(code)}</code>
      </p>
      {!noRight && (
        <Button variant="default" onClick={onRetry}>
          {words.retry}
        </Button>
      )}
    </Notice>
  );
}
