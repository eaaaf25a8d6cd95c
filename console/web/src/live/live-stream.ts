// The server-sent events of /api/v1/stream: what changed, and whether we still hear it.
export type LiveState = 'connecting' | 'live' | 'lost';

export interface LiveListener {
  readonly onState: (state: LiveState) => void;
  readonly onIncident: (id: string) => void;
  readonly onStatus: () => void;
}

const address = '/api/v1/stream';
/** EventSource tries again by itself, save after an HTTP error (503 when too many listen): then we do. */
const retryMs = 5000;
/** The server says its status every 5 s: this long without a word, and the line is dead though nobody closed it. */
const deafAfterMs = 20_000;

function incidentOf(text: string): string | null {
  const word: unknown = JSON.parse(text);
  return typeof word === 'object' && word !== null && 'id' in word && typeof word.id === 'string' ? word.id : null;
}

/** Listens until the returned function is called. */
export function listenLive(listener: LiveListener): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let deaf: ReturnType<typeof setTimeout> | undefined;
  const heard = (): void => {
    clearTimeout(deaf);
    deaf = setTimeout(comeBack, deafAfterMs);
    listener.onState('live');
  };
  const comeBack = (): void => {
    source?.close();
    listener.onState('lost');
    clearTimeout(retry);
    retry = setTimeout(open, retryMs);
  };
  const open = (): void => {
    const opened = new EventSource(address);
    source = opened;
    opened.addEventListener('open', heard);
    opened.addEventListener('incident', (event: MessageEvent<string>) => {
      heard();
      const id = incidentOf(event.data);
      if (id !== null) listener.onIncident(id);
    });
    opened.addEventListener('status', () => {
      heard();
      listener.onStatus();
    });
    opened.addEventListener('error', () => {
      if (opened.readyState === EventSource.CLOSED) comeBack();
      else listener.onState('lost');
    });
  };
  open();
  return () => {
    clearTimeout(retry);
    clearTimeout(deaf);
    source?.close();
  };
}
