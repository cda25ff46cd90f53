// A newer build of a release than the table of minimum builds asks for.

import { Field, SpinButton } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type BuildTable, type ReleaseMinimums, releaseOf } from '../../../../domain/eligibility/build-table.ts';
import { type Occasion, OCCASIONS } from '../../../../domain/enrollment/phase.ts';
import { ListChoice } from '../../../shared/list-controls.tsx';
import { useConnection } from '../../api-context.tsx';
import type { FieldsProps } from './change-form.tsx';
import { NotRead } from './not-read.tsx';

export function BuildFields({ wanted: { build, revision, occasion }, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const { api } = useConnection();
  const query = useQuery({
    queryKey: ['tenant-choices'],
    queryFn: ({ signal }) => api('getTenantChoices', { signal }),
  });
  const table = query.data?.buildTable as BuildTable | undefined;
  return (
    <>
      <ListChoice<string>
        label={t('readiness.whatIf.release')}
        value={build === undefined ? undefined : String(build)}
        options={[
          ['', t('readiness.whatIf.chooseRelease')],
          ...(table?.releases ?? []).map((it) => [String(it.build), `${it.name} (${it.build})`] as const),
        ]}
        onChange={(chosen) => {
          const release = chosen === undefined || table === undefined ? undefined : releaseOf(table, Number(chosen));
          onChange({ build: release?.build, revision: release && greatestOf(release) });
        }}
      />
      {build === undefined ? null : (
        <>
          <Field label={t('readiness.whatIf.revision')} hint={t('readiness.whatIf.revisionHint')}>
            <SpinButton
              value={revision ?? 0}
              min={0}
              max={999_999}
              step={1}
              onChange={(_, { value, displayValue }) => {
                const typed = value ?? Number.parseInt(displayValue ?? '', 10);
                if (Number.isInteger(typed) && typed >= 0) onChange({ revision: typed });
              }}
            />
          </Field>
          <ListChoice<Occasion>
            label={t('readiness.whatIf.occasion')}
            value={occasion}
            options={[
              ['', t('readiness.whatIf.allOccasions')],
              ...OCCASIONS.map((it) => [it, t(`readiness.occasions.${it}`)] as const),
            ]}
            onChange={(next) => onChange({ occasion: next })}
          />
        </>
      )}
      <NotRead query={query} />
    </>
  );
}

/** Where the choice begins: what is asked for now. */
function greatestOf({ minimum }: ReleaseMinimums): number {
  return Math.max(0, ...Object.values(minimum).map(({ revision }) => revision));
}
