// Whether the page is being printed, from the moment before: then everything is drawn that is loaded, and in the light theme.

import { useSyncExternalStore } from 'react';

const print = matchMedia('print');

export function usePrinting(): boolean {
  return useSyncExternalStore(watch, () => print.matches);
}

function watch(onChange: () => void): () => void {
  print.addEventListener('change', onChange);
  return () => print.removeEventListener('change', onChange);
}
