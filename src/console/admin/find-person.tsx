// Finds a person by a part of their name or of how they sign in.

import { useTranslation } from 'react-i18next';
import type { ListedPerson } from '../../protocol/operations/fleet.ts';
import { useConnection } from './api-context.tsx';
import { type FindProps, FindOne, type Found } from './find-one.tsx';

export function FindPerson(props: FindProps) {
  const { t } = useTranslation();
  const { api } = useConnection();
  return (
    <FindOne
      {...props}
      kind="people"
      placeholder={t('find.person')}
      nothing={t('find.nobody')}
      find={async (search, signal) =>
        (await api('listPeople', { query: { search, limit: 20 }, signal })).people.map(foundPerson)
      }
      get={async (userId, signal) => foundPerson(await api('getPerson', { params: { userId }, signal }))}
    />
  );
}

function foundPerson({ userId, userPrincipalName, displayName }: ListedPerson): Found {
  return { id: userId, name: userPrincipalName, more: displayName };
}
