// The agent on the other side of loopback: what it is asked, and where a restore stands, told by it as it happens.

import { useEffect, useState } from 'react';
import type { RestoreView } from '../../protocol/experience.ts';
import { ServiceError } from '../shared/api.ts';
import { problemWords } from './problem-words.ts';

export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(await fetch(path, { signal: signal ?? null }).catch(gone));
}

export async function tell<T = true>(path: string, body: object = {}): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return answerOf<T>(await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(gone));
}

/** `undefined` until the agent said it, `gone` when it does not answer any more. */
export function useRestoreView(): RestoreView | 'gone' | undefined {
  const [view, setView] = useState<RestoreView | 'gone'>();
  useEffect(() => {
    const events = new EventSource('/api/events');
    events.addEventListener('message', ({ data }) => setView(JSON.parse(String(data)) as RestoreView));
    events.addEventListener('error', () => setView('gone'));
    return () => events.close();
  }, []);
  return view;
}

async function answerOf<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as Partial<Record<'code' | 'detail' | 'fix', string>>;
  const { code = 'gone', detail = '', fix = '' } = problem;
  throw new ServiceError(code, problemWords({ code, detail, fix }), '');
}

function gone(): never {
  throw new ServiceError('gone', problemWords({ code: 'gone', detail: '', fix: '' }), '');
}
