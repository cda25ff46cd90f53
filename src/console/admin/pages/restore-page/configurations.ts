// The restore page as the service keeps it: the organization's default, and before it any number of configurations for groups.
// Each act answers the act that takes it back, which is meant for the version that it left behind.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Api, ServiceError } from '../../../shared/api.ts';
import { useConnection } from '../../api-context.tsx';
import { type Body, isSame } from '../policies/graph-policy.ts';

export type State = 'enabled' | 'disabled' | 'notConfigured';

export type Configuration = Body & {
  readonly id: string;
  readonly displayName: string;
  readonly state: State;
  /** 1 is asked first; 0 is the default, which comes last. */
  readonly priority: number;
  readonly assignments?: readonly Body[];
  readonly lastModifiedDateTime: string;
  readonly '@odata.etag': string;
};

export type ConfigurationDraft = {
  readonly displayName: string;
  readonly state: State;
  readonly assignments: readonly Body[];
};

export function draftOf({
  displayName,
  state,
  assignments = [],
}: Pick<Configuration, 'displayName' | 'state' | 'assignments'>): ConfigurationDraft {
  return { displayName, state, assignments };
}

export function isDefault({ priority }: Configuration): boolean {
  return priority === 0;
}

const KEY = ['restore-page'];

/** In the order in which they are asked. */
export function useConfigurations() {
  const { api } = useConnection();
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => {
      const query = { $filter: "deviceEnrollmentConfigurationType eq 'windowsRestore'", $expand: 'assignments' };
      const { value } = await api('listEnrollmentConfigurations', { query: { ...query, $top: '999' }, signal });
      return (value as readonly Configuration[]).toSorted((one, other) => rank(one) - rank(other));
    },
  });
}

/** Does something, and answers how to take it back. */
export type Act = (api: Api) => Promise<Act>;

/** `data` of what was done last is the way back. */
export function useAct() {
  const { api } = useConnection();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => act(api),
    onSettled: () =>
      Promise.all([KEY, ['audit'], ['effective-policy']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

/** Somebody else changed it meanwhile. */
export function isStale(error: Error): boolean {
  return error instanceof ServiceError && error.code === 'stale-version';
}

export function setState({ id, state, '@odata.etag': ifMatch }: Versioned, next: State): Act {
  return async (api) => {
    const body = { '@odata.type': TYPE, state: next };
    const after = await api('updateEnrollmentConfiguration', { params: { id }, body, ifMatch });
    return setState(after as Configuration, state);
  };
}

/** What setting a state needs of a configuration. */
type Versioned = Pick<Configuration, 'id' | 'state' | '@odata.etag'>;

/** At the given place among those for groups; at the end, if none is given. */
export function create(draft: ConfigurationDraft, priority?: number): Act {
  return async (api) => {
    const body = { '@odata.type': TYPE, ...draft };
    const made = (await api('createEnrollmentConfiguration', { body })) as Configuration;
    if (priority !== undefined && priority !== made.priority) await place(api, made, priority);
    return remove(await find(api, made.id));
  };
}

export function remove(configuration: Configuration): Act {
  return async (api) => {
    const { id, priority, '@odata.etag': ifMatch } = configuration;
    await api('deleteEnrollmentConfiguration', { params: { id }, ifMatch });
    return create(draftOf(configuration), priority);
  };
}

/** Assignments have an action of their own, which is meant for the version that the first one made. */
export function save(base: Configuration, draft: ConfigurationDraft): Act {
  return async (api) => {
    const params = { id: base.id };
    const before = draftOf(base);
    const { assignments, ...members } = draft;
    const body = { '@odata.type': TYPE, ...members };
    const saved = await api('updateEnrollmentConfiguration', { params, body, ifMatch: base['@odata.etag'] });
    if (!isSame(before.assignments, assignments)) {
      const ifMatch = (saved as Configuration)['@odata.etag'];
      const given = { enrollmentConfigurationAssignments: [...assignments] };
      await api('assignEnrollmentConfiguration', { params, body: given, ifMatch });
    }
    return save(await find(api, base.id), before);
  };
}

export function move(configuration: Configuration, priority: number): Act {
  return async (api) => {
    await place(api, configuration, priority);
    return move(await find(api, configuration.id), configuration.priority);
  };
}

async function place(api: Api, { id, '@odata.etag': ifMatch }: Configuration, priority: number): Promise<void> {
  await api('setEnrollmentConfigurationPriority', { params: { id }, body: { priority }, ifMatch });
}

async function find(api: Api, id: string): Promise<Configuration> {
  const found = await api('getEnrollmentConfiguration', { params: { id }, query: { $expand: 'assignments' } });
  return found as Configuration;
}

function rank(configuration: Configuration): number {
  return isDefault(configuration) ? Number.POSITIVE_INFINITY : configuration.priority;
}

const TYPE = '#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration';
