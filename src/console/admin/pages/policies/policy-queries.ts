// What the pages about policies ask the service for, and the acts on one policy. Every change names the version that was seen.

import { skipToken, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '../../../shared/api.ts';
import { useConnection } from '../../api-context.tsx';
import {
  type Body,
  changedMembers,
  draftOf,
  isSame,
  newPolicy,
  type Policy,
  type PolicyDraft,
} from './graph-policy.ts';
import { type SettingChoice, settingChoices } from './setting-choice.ts';

export const POLICIES = ['configuration-policies'] as const;
const oneKey = (id: string | undefined) => [...POLICIES, 'one', id];

export function usePolicy(id: string | undefined) {
  const { api } = useConnection();
  return useQuery({
    queryKey: oneKey(id),
    queryFn: id === undefined ? skipToken : ({ signal }) => fetchPolicy(api, id, signal),
  });
}

/** What holds for a person on a device. */
export function useEffectivePolicy(params: { readonly userId: string; readonly deviceId: string }) {
  const { api } = useConnection();
  return useQuery({
    queryKey: ['effective-policy', params],
    queryFn: ({ signal }) => api('getEffectivePolicy', { params, signal }),
  });
}

export function useSettingChoices() {
  const { api } = useConnection();
  return useQuery({
    queryKey: ['configuration-settings'],
    queryFn: async ({ signal }): Promise<readonly SettingChoice[]> => {
      const { value } = await api('listConfigurationSettings', { query: { $top: '999' }, signal });
      return settingChoices(value);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** By id in lower case; a group of another directory has no name here and is left out. */
export function useGroupNames(groupIds: readonly string[]): ReadonlyMap<string, string> {
  const { api } = useConnection();
  const wanted = [...new Set(groupIds.map((it) => it.toLowerCase()))];
  return useQueries({
    queries: wanted.map((id) => ({
      queryKey: ['group', id],
      queryFn: async () => (await api('getGroup', { params: { id } })) as { readonly displayName: string },
      retry: false,
      staleTime: 60_000,
    })),
    combine: (results) =>
      new Map(results.flatMap(({ data }, at) => (data === undefined ? [] : [[wanted[at] ?? '', data.displayName]]))),
  });
}

export function useSavePolicy() {
  return usePolicyAct(savePolicy, (queries, policy) => queries.setQueryData(oneKey(policy.id), policy));
}

export function useCreatePolicy() {
  return usePolicyAct(createPolicy, (queries, policy) => tell(queries, { kind: 'created', policy }));
}

export function useDeletePolicy() {
  return usePolicyAct(deletePolicy, (queries, policy) => {
    queries.removeQueries({ queryKey: oneKey(policy.id) });
    tell(queries, { kind: 'deleted', policy });
  });
}

/** What the list has to tell after an act that led to it. */
export type PolicyNews = { readonly kind: 'created' | 'deleted'; readonly policy: Policy };

export function usePolicyNews(): PolicyNews | null | undefined {
  return useQuery<PolicyNews | null>({ queryKey: NEWS, queryFn: skipToken, gcTime: 60_000 }).data;
}

export function useForgetNews(): () => void {
  const queries = useQueryClient();
  return () => queries.setQueryData(NEWS, null);
}

const NEWS = ['policy-news'];

type Queries = ReturnType<typeof useQueryClient>;

function tell(queries: Queries, news: PolicyNews): void {
  queries.setQueryData(NEWS, news);
}

function usePolicyAct<Input>(
  act: (api: Api, input: Input) => Promise<Policy>,
  onDone: (queries: Queries, policy: Policy) => void,
) {
  const { api } = useConnection();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => act(api, input),
    onSuccess: (policy) => onDone(queries, policy),
    // Also after a refusal: somebody else may have changed what is shown.
    onSettled: () => queries.invalidateQueries({ queryKey: POLICIES }),
  });
}

export type PolicyChange = { readonly base: Policy; readonly draft: PolicyDraft };

/** Assignments have an action of their own, which is meant for the version that the first one made. */
async function savePolicy(api: Api, { base, draft }: PolicyChange): Promise<Policy> {
  const { id } = base;
  const before = draftOf(base);
  const body = changedMembers(before, draft);
  const saved =
    body === undefined
      ? base
      : await api('updateConfigurationPolicy', { params: { id }, body, ifMatch: base['@odata.etag'] });
  if (!isSame(before.assignments, draft.assignments)) {
    const ifMatch = (saved as Policy)['@odata.etag'];
    const { assignments } = draft;
    await api('assignConfigurationPolicy', { params: { id }, body: { assignments: [...assignments] }, ifMatch });
  }
  return fetchPolicy(api, id);
}

type Creation = { readonly draft: PolicyDraft; readonly like?: Body | undefined };

async function createPolicy(api: Api, { draft, like }: Creation): Promise<Policy> {
  return (await api('createConfigurationPolicy', { body: newPolicy(draft, like) })) as Policy;
}

async function deletePolicy(api: Api, policy: Policy): Promise<Policy> {
  const { id, '@odata.etag': ifMatch } = policy;
  await api('deleteConfigurationPolicy', { params: { id }, ifMatch });
  return policy;
}

async function fetchPolicy(api: Api, id: string, signal?: AbortSignal): Promise<Policy> {
  const call = {
    params: { id },
    query: { $expand: 'settings,assignments' },
    ...(signal === undefined ? {} : { signal }),
  };
  return (await api('getConfigurationPolicy', call)) as Policy;
}
