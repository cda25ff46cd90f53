// Server-sent events over `fetch`, because the browser's own EventSource can carry no token. Whoever listens is connected
// again whenever the connection ends, after a while that grows while the service is away.

export type Listening = {
  readonly path: string;
  readonly tenantId: string;
  readonly token: () => Promise<string>;
  readonly signal: AbortSignal;
  readonly onEvent: (name: string, data: string) => void;
  /** Whether the service can be heard. */
  readonly onState: (isHeard: boolean) => void;
};

export async function listen(listening: Listening): Promise<void> {
  const { signal, onState } = listening;
  for (let failures = 0; !signal.aborted; ) {
    const heard = await listenOnce(listening).catch(() => false);
    failures = heard ? 0 : failures + 1;
    if (!heard && !signal.aborted) onState(false);
    await pause(Math.min(PAUSE_MILLISECONDS_MAX, 500 * 2 ** failures), signal);
  }
}

async function listenOnce({ path, tenantId, token, signal, onEvent, onState }: Listening): Promise<boolean> {
  const headers = { authorization: `Bearer ${await token()}`, 'keepsake-tenant': tenantId };
  const response = await fetch(path, { headers, signal });
  if (!response.ok || response.body === null) return false;
  onState(true);
  let text = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const events = (text + piece.value).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const name = /^event: (.+)$/m.exec(event)?.[1];
      if (name !== undefined) onEvent(name, /^data: (.+)$/m.exec(event)?.[1] ?? '');
    }
  }
  return true;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

const PAUSE_MILLISECONDS_MAX = 15_000;
