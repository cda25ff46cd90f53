// Roles, who was given which here, and whom the organization's own directory gave one.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AnswerOf, CallOf } from '../../../shared/api.ts';
import { useConnection } from '../../api-context.tsx';

export const KEY = 'roles';

export type Role = AnswerOf<'listRoles'>['roles'][number];
export type Assignment = AnswerOf<'listRoleAssignments'>['assignments'][number];
export type Gift = NonNullable<CallOf<'assignRole'>['body']>;

export function useRoles() {
  const { api } = useConnection();
  return useQuery({
    queryKey: [KEY, 'definitions'],
    queryFn: async ({ signal }) => (await api('listRoles', { signal })).roles,
  });
}

/** One that somebody was given here can be taken away here; one from the directory is the directory's. */
export type Held = {
  readonly key: string;
  readonly roleId: string;
  readonly who: string;
  readonly kind: 'user' | 'group' | 'application';
  readonly userId: string | undefined;
  readonly assignment: Assignment | undefined;
};

export function useHeld() {
  const { api } = useConnection();
  return useQuery({
    queryKey: [KEY, 'held'],
    queryFn: async ({ signal }): Promise<readonly Held[]> => {
      const [{ assignments }, { holders }] = await Promise.all([
        api('listRoleAssignments', { signal }),
        api('listDirectoryRoleHolders', { signal }),
      ]);
      return [
        ...assignments.map((assignment) => ({
          key: assignment.assignmentId,
          roleId: assignment.roleId,
          who: assignment.principalName ?? assignment.principal.id,
          kind: assignment.principal.kind,
          userId: assignment.principal.kind === 'user' ? assignment.principal.id : undefined,
          assignment,
        })),
        ...holders.map(({ roleId, userId, userPrincipalName }) => ({
          key: `${roleId} ${userId}`,
          roleId,
          who: userPrincipalName,
          kind: 'user' as const,
          userId,
          assignment: undefined,
        })),
      ];
    },
  });
}

export function useGive() {
  const { api } = useConnection();
  const refresh = useRefresh();
  return useMutation({ mutationFn: (gift: Gift) => api('assignRole', { body: gift }), onSuccess: refresh });
}

export function useTake() {
  const { api } = useConnection();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ assignmentId }: Assignment) => api('unassignRole', { params: { assignmentId } }),
    onSuccess: refresh,
  });
}

export function useDefine() {
  const { api } = useConnection();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (role: NonNullable<CallOf<'defineRole'>['body']>) => api('defineRole', { body: role }),
    onSuccess: refresh,
  });
}

export function useRemoveRole() {
  const { api } = useConnection();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (roleId: string) => api('removeRole', { params: { roleId } }),
    onSuccess: refresh,
  });
}

/** What somebody may do may have changed with it. */
function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: [KEY] }),
      queries.invalidateQueries({ queryKey: ['permissions'] }),
    ]);
}
