// Who is signed in and the service they talk to, for every page.

import { createContext, useContext } from 'react';
import type { Api } from '../shared/api.ts';
import type { Session } from './sign-in.ts';

type Connection = { readonly session: Session; readonly api: Api };

const Context = createContext<Connection | undefined>(undefined);

export const ApiProvider = Context.Provider;

/** Who is signed in, and the service they talk to. */
export function useConnection(): Connection {
  const connection = useContext(Context);
  if (connection === undefined) throw new Error('a page stands outside of ApiProvider');
  return connection;
}
