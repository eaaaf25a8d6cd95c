// The window over the page in which a person does something by name; closed, the focus is where it was.
import { Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useWords } from '../words/use-words.tsx';

interface Shown {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function ActDialog({ title, onClose, children }: Shown) {
  const words = useWords();
  // It is taken off the page when it is done, before the window itself could give the focus back.
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => (before instanceof HTMLElement ? before.focus() : undefined), [before]);
  return (
    // The scroll lock would write a style tag, which our Content-Security-Policy refuses.
    <Modal
      opened
      centered
      lockScroll={false}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      {children}
    </Modal>
  );
}
