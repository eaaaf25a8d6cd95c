// The footer: when each source was last heard, and what could not be read.
import { Antenna, VolumeX } from 'lucide-react';
import type { Status } from '../api/shapes.ts';
import { tellAgo } from '../time/tell-time.ts';
import { useNow } from '../time/use-now.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './sources-footer.module.css';

/** Longer than this without a word is worth a look: the clear window of judgement is 15 min too. */
const silentAfterMs = 15 * 60_000;

interface Heard {
  readonly source: string;
  readonly lastEventAt: string;
  /** A recording that is over: nobody has anything to say any more. */
  readonly over: boolean;
}

function SourceAge({ source, lastEventAt, over }: Heard) {
  const words = useWords();
  const now = useNow();
  const spanMs = now === null ? 0 : now - Date.parse(lastEventAt);
  const silent = !over && spanMs > silentAfterMs;
  const Icon = silent ? VolumeX : Antenna;
  return (
    <li className={silent ? styles['silent'] : styles['source']}>
      <Icon size="1em" aria-hidden />
      <span className={styles['name']}>{source}</span> {tellAgo(words, spanMs)}
      {silent && <> · {words.board.silent}</>}
    </li>
  );
}

type Sink = Status['sinks'][number];

/** A few on their way are life; what waits for a minute, or is kept back, is worth a word. */
const heldUpAfterMs = 60_000;

function isHeldUp({ state, ageMs }: Sink): boolean {
  return state !== 'working' || (ageMs !== null && ageMs > heldUpAfterMs);
}

function SinkBacklog({ sink, state, backlog, ageMs }: Sink) {
  const words = useWords();
  return (
    <span className={styles['dead']}>
      {words.board.sinkStates[state](sink)} {words.board.backlog(backlog)}
      {ageMs !== null && <> · {tellAgo(words, ageMs)}</>}
    </span>
  );
}

interface Shown {
  readonly status: Status | undefined;
  readonly wall: boolean;
}

function Refused({ fault, tell }: { readonly fault: Status['rulesFault']; readonly tell: (code: string) => string }) {
  if (fault === null) return null;
  return (
    <span className={styles['refused']}>
      {tell(fault.code)}
      <span className={styles['reason']}>{fault.message}</span>
    </span>
  );
}

export function SourcesFooter({ status, wall }: Shown) {
  const words = useWords();
  if (status === undefined) return <footer className={styles['footer']} />;
  return (
    <footer className={styles['footer']}>
      <h2 className={styles['title']}>{words.board.sources}</h2>
      {status.sources.length === 0 && <span>{words.board.noSources}</span>}
      <ul className={styles['list']}>
        {status.sources.map((source) => (
          <SourceAge key={source.source} {...source} over={status.demo?.progress === 1} />
        ))}
      </ul>
      {status.sinks.filter(isHeldUp).map((sink) => (
        <SinkBacklog key={sink.sink} {...sink} />
      ))}
      <Refused fault={status.rulesFault} tell={words.board.rulesRefused} />
      <Refused fault={status.cmdbFault} tell={words.board.cmdbNotRead} />
      {status.deadLetters > 0 && <span className={styles['dead']}>{words.board.deadLetters(status.deadLetters)}</span>}
      {!wall && <span className={styles['version']}>{words.frame.version(status.version)}</span>}
    </footer>
  );
}
