// A number that leads to the devices behind it.

import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { wholeNumber } from '../../../shared/i18n.ts';
import type { BehindSearch } from './readiness-search.ts';

type Props = {
  readonly count: number;
  readonly behind: BehindSearch;
  /** What a screen reader says of it, because a number alone says nothing. */
  readonly label: string;
  /** Left out: the number alone. */
  readonly text?: string;
};

export function BehindLink({ count, behind, label, text = wholeNumber(count) }: Props) {
  const styles = useStyles();
  if (count === 0) return <span className={styles.number}>{text}</span>;
  return (
    <Link to="/readiness/devices" search={behind} className={styles.link} aria-label={label}>
      {text}
    </Link>
  );
}

const useStyles = makeStyles({
  number: { fontVariantNumeric: 'tabular-nums' },
  link: { fontVariantNumeric: 'tabular-nums', color: tokens.colorBrandForegroundLink },
});
