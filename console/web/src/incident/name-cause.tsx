// "This was the cause": opens a short form in place, where a person confirms it by name.
import { useRef, useState } from 'react';
import { nameCause } from '../api/queries.ts';
import { SignedForm } from '../parts/signed-form.tsx';
import { useWords } from '../words/use-words.tsx';
import styles from './name-cause.module.css';

interface Asked {
  readonly incident: string;
  readonly candidate: { readonly ci: string; readonly ciName: string };
}

export function NameCause({ incident, candidate: { ci, ciName } }: Asked) {
  const words = useWords().incident.namedCause;
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const done = (success: boolean): void => {
    setOpen(false);
    setSent(success);
    button.current?.focus();
  };
  return (
    <div className={styles['cause']}>
      <button
        ref={button}
        type="button"
        className={styles['button']}
        aria-expanded={open}
        aria-label={words.buttonFor(ciName)}
        onClick={() => setOpen(!open)}
      >
        {words.button}
      </button>
      <span role="status" className={styles['why']}>
        {sent && words.sent(ciName)}
      </span>
      {open && (
        <SignedForm
          inPlace
          words={{ ...words, why: words.why(ciName) }}
          label={words.buttonFor(ciName)}
          send={(by, reason) => nameCause(incident, ci, { by, reason })}
          onDone={done}
        />
      )}
    </div>
  );
}
