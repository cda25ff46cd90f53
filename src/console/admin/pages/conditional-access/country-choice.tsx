// A country by its name in the language of the page.

import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { ListChoice } from '../../../shared/list-controls.tsx';

type Props = { readonly value: string | undefined; readonly onChange: (country?: string) => void };

export function CountryChoice({ value, onChange }: Props) {
  const { t } = useTranslation();
  const names = new Intl.DisplayNames(i18next.language, { type: 'region', fallback: 'none' });
  const named = codes().flatMap((code) => {
    const name = names.of(code);
    return name === undefined ? [] : [[code, name] as const];
  });
  const sorted = named.toSorted(([, one], [, other]) => one.localeCompare(other, i18next.language));
  return (
    <ListChoice<string>
      label={t('conditionalAccess.form.country')}
      value={value}
      options={[['', t('conditionalAccess.form.notKnown')], ...sorted]}
      onChange={onChange}
    />
  );
}

/** Every pair of letters; those that are no country have no name. Names that ISO took back are left out. */
function codes(): readonly string[] {
  const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
  return letters.flatMap((one) => letters.map((other) => one + other)).filter((it) => !NO_COUNTRIES.has(it));
}

const NO_COUNTRIES = new Set(
  'AN BU CS DD DY EU EZ FX HV NH NT QO RH SU TP UK UN VD XA XB YD YU ZR ZZ AC CP DG EA IC TA CQ'.split(' '),
);
