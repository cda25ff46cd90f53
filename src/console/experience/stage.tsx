// The stage of the full-screen pages: a calm panel that says what this is about, and beside it the words, what there is to
// choose, and the acts. Each new heading takes the focus, so that a screen reader says where one is.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  readonly icon: FluentIcon;
  readonly title: string;
  readonly lead?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

export function Stage({ icon: Icon, title, lead, children, actions }: Props) {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.panel} aria-hidden>
          <Icon className={styles.icon} />
        </div>
        <div className={styles.content}>
          <div className={styles.words}>
            <Heading key={title} title={title} />
            {lead === undefined ? null : <Text className={styles.lead}>{lead}</Text>}
            {children}
          </div>
          {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
        </div>
      </div>
    </main>
  );
}

function Heading({ title }: { readonly title: string }) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
    heading.current?.focus();
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1} className={styles.title}>
      {title}
    </h1>
  );
}

const NARROW = '@media (max-width: 820px)';

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    boxSizing: 'border-box',
    display: 'grid',
    alignItems: 'center',
    justifyItems: 'center',
    padding: 'clamp(0px, 4vw, 64px)',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  card: {
    display: 'grid',
    gridTemplateColumns: 'minmax(200px, 1fr) 2.2fr',
    width: 'min(1120px, 100%)',
    minHeight: 'min(680px, 86vh)',
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    [NARROW]: { gridTemplateColumns: '1fr', gridTemplateRows: 'auto 1fr', minHeight: '100vh', borderRadius: 0 },
  },
  panel: {
    display: 'grid',
    alignItems: 'center',
    justifyItems: 'center',
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground1,
    borderInlineEndWidth: '1px',
    borderInlineEndStyle: 'solid',
    borderInlineEndColor: tokens.colorTransparentStroke,
    [NARROW]: { paddingBlock: tokens.spacingVerticalXL },
  },
  icon: { width: '112px', height: '112px', [NARROW]: { width: '56px', height: '56px' } },
  content: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
    minWidth: 0,
    padding: 'clamp(24px, 5vw, 56px)',
  },
  words: { flexGrow: 1, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL, minWidth: 0 },
  title: {
    margin: 0,
    fontFamily: tokens.fontFamilyBase,
    fontSize: 'clamp(28px, 4vw, 40px)',
    lineHeight: 1.2,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
  },
  lead: { fontSize: tokens.fontSizeBase400, lineHeight: 1.5, color: tokens.colorNeutralForeground2, maxWidth: '60ch' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalM,
  },
});
