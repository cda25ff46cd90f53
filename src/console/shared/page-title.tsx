// What a page is called, and what it is for.

import { makeStyles, Text, tokens } from '@fluentui/react-components';

export function PageTitle({ title, purpose }: { readonly title: string; readonly purpose: string }) {
  const styles = useStyles();
  return (
    <div className={styles.title}>
      <Text as="h1" size={700} weight="semibold" className={styles.heading}>
        {title}
      </Text>
      <Text className={styles.purpose}>{purpose}</Text>
    </div>
  );
}

const useStyles = makeStyles({
  title: { display: 'grid', rowGap: tokens.spacingVerticalXS, marginBottom: tokens.spacingVerticalXL },
  heading: { margin: 0, overflowWrap: 'anywhere' },
  purpose: { color: tokens.colorNeutralForeground2, maxWidth: '80ch', overflowWrap: 'anywhere' },
});
