// Fluent's themes, following what the person chose for their system: light or dark. In forced colors (high contrast) the
// browser's own colors win, which Fluent's components are made for.

import { FluentProvider, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { type ReactNode, useSyncExternalStore } from 'react';

const dark = matchMedia('(prefers-color-scheme: dark)');

export function Themed({ children }: { readonly children: ReactNode }) {
  const isDark = useSyncExternalStore(watchDark, () => dark.matches);
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
