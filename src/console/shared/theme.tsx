// Fluent's themes, following what the person chose for their system: light or dark. In forced colors (high contrast) the
// browser's own colors win, which Fluent's components are made for. Paper is light.

import { FluentProvider, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { type ReactNode, useSyncExternalStore } from 'react';
import { usePrinting } from './printing.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');

export function Themed({ children }: { readonly children: ReactNode }) {
  const isPrinting = usePrinting();
  const isDark = useSyncExternalStore(watchDark, () => dark.matches) && !isPrinting;
  return (
    <FluentProvider
      theme={isDark ? webDarkTheme : webLightTheme}
      dir={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}
      style={{ minHeight: '100vh' }}
    >
      {children}
    </FluentProvider>
  );
}

function watchDark(onChange: () => void): () => void {
  dark.addEventListener('change', onChange);
  return () => dark.removeEventListener('change', onChange);
}
