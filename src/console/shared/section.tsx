// A part of a page that has a heading of its own.

import { Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

type Props = { readonly title: string; readonly purpose?: string; readonly children: ReactNode };

export function Section({ title, purpose, children }: Props) {
  const styles = useStyles();
  return (
    <Card className={styles.card}>
      <div>
        <Subtitle2 as="h2" block className={styles.heading}>
          {title}
        </Subtitle2>
        {purpose === undefined ? null : <Text className={styles.quiet}>{purpose}</Text>}
      </div>
      {children}
    </Card>
  );
}

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalXL, rowGap: tokens.spacingVerticalL },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});
