// An address that leads nowhere, and the way back.
import { MapPinOff } from 'lucide-react';
import { Link } from 'wouter';
import { useWords } from '../words/use-words.tsx';
import { Notice } from './notice.tsx';

export function NoSuchPage() {
  const words = useWords();
  return (
    <Notice icon={<MapPinOff aria-hidden />} title={words.faults.notFound}>
      <Link href="/">{words.frame.toBoard}</Link>
    </Notice>
  );
}
