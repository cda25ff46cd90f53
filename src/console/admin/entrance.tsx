// Before somebody is signed in: which organization, and what went wrong.

import {
  Button,
  Card,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginSignIn, SignInError } from './sign-in.ts';

const LAST_TENANT = 'keepsake.tenant';
const TENANT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function Entrance({ error }: { readonly error?: unknown }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [tenant, setTenant] = useState(localStorage.getItem(LAST_TENANT) ?? '');
  const [wrong, setWrong] = useState<string | undefined>();
  const [failure, setFailure] = useState(error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const id = tenant.trim().toLowerCase();
    if (!TENANT.test(id)) return setWrong(t('entrance.notAnId'));
    setWrong(undefined);
    localStorage.setItem(LAST_TENANT, id);
    beginSignIn(id, `/admin/${id}/devices`).catch(setFailure);
  };
  return (
    <main className={styles.page}>
      <Card className={styles.card}>
        <img src="/admin/keepsake.svg" alt="" width={40} height={40} />
        <Text as="h1" size={600} weight="semibold" className={styles.heading}>
          {t('entrance.title')}
        </Text>
        {failure === undefined ? null : <Failure error={failure} />}
        <form onSubmit={submit} className={styles.form}>
          <Field
            label={t('entrance.tenant')}
            hint={t('entrance.hint')}
            {...(wrong === undefined ? {} : { validationMessage: wrong })}
          >
            <Input value={tenant} onChange={(_, { value }) => setTenant(value)} autoComplete="organization" autoFocus />
          </Field>
          <Button type="submit" appearance="primary">
            {t('entrance.signIn')}
          </Button>
        </form>
      </Card>
    </main>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const code = error instanceof SignInError ? error.code : 'unreachable';
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t(`entrance.failed.${code}`)}</MessageBarTitle>{' '}
        {error instanceof Error ? error.message : String(error)}
      </MessageBarBody>
    </MessageBar>
  );
}

const useStyles = makeStyles({
  page: { minHeight: '100vh', display: 'grid', placeItems: 'center', padding: tokens.spacingHorizontalL },
  card: { width: 'min(440px, 100%)', padding: tokens.spacingHorizontalXXXL, rowGap: tokens.spacingVerticalL },
  heading: { margin: 0 },
  form: { display: 'grid', rowGap: tokens.spacingVerticalL },
});
