// What a person says by name: the name is kept for the next time, what is missing is told, and both are sent.
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { asApiFault } from '../api/api-fault.ts';

const nameKey = 'vigie-name';

export interface Signing {
  /** False while what is asked besides is not answered; `onTried` then says so. */
  readonly mayAsk?: boolean;
  readonly onTried?: () => void;
  readonly send: (name: string, reason: string) => Promise<void>;
  readonly onDone: (sent: boolean) => void;
}

/** What is written, what is missing, and the sending of it. */
export function useSignedForm({ mayAsk = true, onTried, send, onDone }: Signing) {
  const [name, setName] = useState(() => localStorage.getItem(nameKey) ?? '');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const sending = useMutation({
    mutationFn: () => send(name.trim(), reason.trim()),
    onSuccess: () => {
      localStorage.setItem(nameKey, name.trim());
      onDone(true);
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    onTried?.();
    if (mayAsk && name.trim() !== '' && reason.trim() !== '') sending.mutate();
  };
  const lacksName = tried && name.trim() === '';
  const lacksReason = tried && reason.trim() === '';
  const fault = sending.error === null ? null : asApiFault(sending.error);
  return { name, setName, reason, setReason, lacksName, lacksReason, submit, fault, pending: sending.isPending };
}
