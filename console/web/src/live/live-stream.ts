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

function incidentOf(text: string): string | null {
  const word: unknown = JSON.parse(text);
  return typeof word === 'object' && word !== null && 'id' in word && typeof word.id === 'string' ? word.id : null;
}

/** Listens until the returned function is called. */
export function listenLive(listener: LiveListener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    source = new EventSource(address);
    source.addEventListener('open', () => listener.onState('live'));
    source.addEventListener('incident', (event: MessageEvent<string>) => {
      const id = incidentOf(event.data);
      if (id !== null) listener.onIncident(id);
    });
    source.addEventListener('status', () => listener.onStatus());
    source.addEventListener('error', () => {
      listener.onState('lost');
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, retryMs);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
