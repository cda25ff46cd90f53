// Who has which role, as a file: the rows that are searched for.

import { useTranslation } from 'react-i18next';
import { ExportList } from '../../../shared/export-list.tsx';
import { scopeWords } from './assignment-row.tsx';
import type { Held } from './role-queries.ts';

type Props = { readonly held: readonly Held[]; readonly nameOf: (held: Held) => string };

export function RolesFile({ held, nameOf }: Props) {
  const { t } = useTranslation();
  return (
    <ExportList
      fileName="roles"
      page={() => Promise.resolve({ rows: held, next: null })}
      columns={[
        { name: t('roles.columns.who'), text: (it) => it.who },
        { name: t('roles.columns.role'), text: nameOf },
        { name: t('roles.columns.over'), text: (it) => scopeWords(it, t) },
        {
          name: t('roles.columns.source'),
          text: ({ assignment }) => t(assignment === undefined ? 'roles.fromDirectory' : 'roles.givenHere'),
        },
        { name: t('roles.columns.since'), text: ({ assignment }) => assignment?.createdAt ?? '' },
      ]}
    />
  );
}
