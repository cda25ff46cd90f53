// Who may do what: roles, whom they are given to, what the caller may do, and second people's approvals.

import { type Static, Type } from 'typebox';
import { APPROVAL_MINUTES_MAX } from '../../domain/access/approval.ts';
import { ALL_PERMISSIONS, type Permission } from '../../domain/access/permissions.ts';
import { NAME_LENGTH_MAX } from '../limits.ts';
import { BODY_PROBLEMS, Instant, Nothing, type Operation, Reason, Uuid } from '../operation.ts';

const Id = Type.String({ minLength: 1, maxLength: NAME_LENGTH_MAX });
export const PermissionName = Type.Unsafe<Permission>({ type: 'string', enum: ALL_PERMISSIONS });

export const Role = Type.Object({
  roleId: Uuid,
  displayName: Type.String(),
  description: Type.String(),
  builtIn: Type.Boolean(),
  permissions: Type.Array(PermissionName),
});
export const RoleList = Type.Object({ roles: Type.Array(Role) });

export const NewRole = Type.Object(
  {
    displayName: Id,
    description: Type.Optional(Type.String({ maxLength: 1000 })),
    permissions: Type.Array(PermissionName, { minItems: 1, uniqueItems: true }),
  },
  { additionalProperties: false },
);

/** An application is named by its client id. */
export const Principal = Type.Object(
  { kind: Type.Union([Type.Literal('user'), Type.Literal('group'), Type.Literal('application')]), id: Id },
  { additionalProperties: false },
);
/** The whole tenant, or the members of one group. */
export const RoleScope = Type.Union([
  Type.Object({ kind: Type.Literal('tenant') }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal('group'), groupId: Id }, { additionalProperties: false }),
]);

export const RoleAssignment = Type.Object({
  assignmentId: Uuid,
  roleId: Uuid,
  principal: Principal,
  /** Of a user or a group, as far as the service knows them. */
  principalName: Type.Union([Type.String(), Type.Null()]),
  scope: RoleScope,
  /** Of the group it is over, as far as the service knows it. */
  scopeName: Type.Union([Type.String(), Type.Null()]),
  createdAt: Instant,
});
export type RoleAssignment = Static<typeof RoleAssignment>;
export const RoleAssignmentList = Type.Object({ assignments: Type.Array(RoleAssignment) });

/** Whom the embedded directory gave a role, so that their tokens name it (`keepsake user role`). */
export const DirectoryRoleHolder = Type.Object({ roleId: Uuid, userId: Uuid, userPrincipalName: Type.String() });
export const DirectoryRoleHolderList = Type.Object({ holders: Type.Array(DirectoryRoleHolder) });

export const NewRoleAssignment = Type.Object(
  { roleId: Uuid, principal: Principal, scope: Type.Optional(RoleScope) },
  { additionalProperties: false },
);

export const MyPermissions = Type.Object({
  grants: Type.Array(
    Type.Object({
      roleName: Type.String(),
      permissions: Type.Array(PermissionName),
      scope: RoleScope,
      source: Type.Union([
        Type.Literal('assignment'),
        Type.Literal('group'),
        Type.Literal('directoryRole'),
        Type.Literal('appRole'),
      ]),
    }),
  ),
  /** The client did not ask for the scope of administration: no role counts. */
  scopeMissing: Type.Boolean(),
  /** The token leaves the caller's groups out, so roles of groups may be missing here. */
  groupsLeftOut: Type.Boolean(),
});

export const AccessPolicy = Type.Object({
  /** Reading another person's backup needs a second person's approval. */
  contentReadApproval: Type.Boolean(),
  /** Roles that a token names count like assignments. */
  trustTokenRoles: Type.Boolean(),
  /** People may erase their own backups. */
  ownErasure: Type.Boolean(),
});
export const AccessPolicyPatch = Type.Partial(AccessPolicy, { additionalProperties: false, minProperties: 1 });

export const Approval = Type.Object({
  approvalId: Uuid,
  requester: Type.Object({ kind: Type.Union([Type.Literal('user'), Type.Literal('application')]), id: Id }),
  requesterName: Type.String(),
  userId: Uuid,
  /** The caller made the request. */
  isOwn: Type.Boolean(),
  /** How the person signs in whose backup is to be read. */
  personName: Type.String(),
  snapshotId: Type.Union([Uuid, Type.Null()]),
  reason: Type.String(),
  once: Type.Boolean(),
  minutes: Type.Integer(),
  requestedAt: Instant,
  state: Type.Union([
    Type.Literal('pending'),
    Type.Literal('lapsed'),
    Type.Literal('refused'),
    Type.Literal('approved'),
    Type.Literal('used'),
    Type.Literal('expired'),
  ]),
  decidedByUserId: Type.Union([Uuid, Type.Null()]),
  decidedAt: Type.Union([Instant, Type.Null()]),
  usedAt: Type.Union([Instant, Type.Null()]),
});
export type Approval = Static<typeof Approval>;
export const ApprovalList = Type.Object({ approvals: Type.Array(Approval) });

export const NewApproval = Type.Object(
  {
    reason: Reason,
    /** Left out: any of the person's snapshots. */
    snapshotId: Type.Optional(Uuid),
    /** Good for one reading alone. */
    once: Type.Optional(Type.Boolean({ default: true })),
    /** How long it holds from the decision on. */
    minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: APPROVAL_MINUTES_MAX, default: 60 })),
  },
  { additionalProperties: false },
);

const RoleParams = Type.Object({ roleId: Uuid }, { additionalProperties: false });
const AssignmentParams = Type.Object({ assignmentId: Uuid }, { additionalProperties: false });
const PersonParams = Type.Object({ userId: Uuid }, { additionalProperties: false });
const ApprovalParams = Type.Object({ userId: Uuid, approvalId: Uuid }, { additionalProperties: false });

export const ACCESS_OPERATIONS = {
  listRoles: {
    method: 'GET',
    path: '/v1/roles',
    access: 'role.read',
    summary: 'The built-in roles, then those of the tenant by name.',
    answer: RoleList,
    problems: [],
  },
  defineRole: {
    method: 'POST',
    path: '/v1/roles',
    access: 'role.manage',
    summary: 'Makes a role of the tenant. A role is never changed: make another, give it, remove the old one.',
    body: NewRole,
    answer: Role,
    status: 201,
    problems: [...BODY_PROBLEMS, 'already-exists', 'too-many'],
  },
  removeRole: {
    method: 'DELETE',
    path: '/v1/roles/:roleId',
    access: 'role.manage',
    summary: 'Removes a role of the tenant, and takes it from whoever holds it.',
    params: RoleParams,
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found'],
  },
  listRoleAssignments: {
    method: 'GET',
    path: '/v1/role-assignments',
    access: 'role.read',
    summary: 'Who was given which role over whom, newest first.',
    answer: RoleAssignmentList,
    problems: [],
  },
  listDirectoryRoleHolders: {
    method: 'GET',
    path: '/v1/directory-role-holders',
    access: 'role.read',
    summary: 'Whose tokens name a role because the embedded directory gave it to them, by name.',
    answer: DirectoryRoleHolderList,
    problems: [],
  },
  assignRole: {
    method: 'POST',
    path: '/v1/role-assignments',
    access: 'role.manage',
    summary: 'Gives a role to a user, a group or an application. Repeating it is harmless.',
    body: NewRoleAssignment,
    answer: RoleAssignment,
    status: 201,
    problems: [...BODY_PROBLEMS, 'not-found', 'second-person-required', 'tenant-wide-only', 'too-many'],
  },
  unassignRole: {
    method: 'DELETE',
    path: '/v1/role-assignments/:assignmentId',
    access: 'role.manage',
    summary: 'Takes a role away.',
    params: AssignmentParams,
    answer: Nothing,
    status: 204,
    problems: ['bad-request', 'not-found'],
  },
  getMyPermissions: {
    method: 'GET',
    path: '/v1/me/permissions',
    access: 'user',
    summary: 'What the caller may do, over whom, and through which roles.',
    answer: MyPermissions,
    problems: [],
  },
  getAccessPolicy: {
    method: 'GET',
    path: '/v1/access-policy',
    access: 'role.read',
    summary: 'What the tenant chose about access.',
    answer: AccessPolicy,
    problems: [],
  },
  setAccessPolicy: {
    method: 'PATCH',
    path: '/v1/access-policy',
    access: 'role.manage',
    summary: 'Changes what the tenant chose about access. Approval of reading can be switched on here, not off.',
    body: AccessPolicyPatch,
    answer: AccessPolicy,
    problems: [...BODY_PROBLEMS, 'second-person-required'],
  },
  requestApproval: {
    method: 'POST',
    path: '/v1/users/:userId/approvals',
    access: 'backupContent.read',
    summary: "Asks a second person to let the caller read this person's backup.",
    params: PersonParams,
    body: NewApproval,
    answer: Approval,
    status: 201,
    problems: [...BODY_PROBLEMS, 'not-found', 'too-many'],
  },
  approveRequest: {
    method: 'POST',
    path: '/v1/users/:userId/approvals/:approvalId/approve',
    access: 'approval.decide',
    summary: "Approves somebody else's request.",
    params: ApprovalParams,
    answer: Approval,
    problems: ['bad-request', 'not-found', 'second-person-required', 'already-decided'],
  },
  refuseRequest: {
    method: 'POST',
    path: '/v1/users/:userId/approvals/:approvalId/refuse',
    access: 'approval.decide',
    summary: "Refuses somebody else's request.",
    params: ApprovalParams,
    answer: Approval,
    problems: ['bad-request', 'not-found', 'second-person-required', 'already-decided'],
  },
  listApprovals: {
    method: 'GET',
    path: '/v1/approvals',
    access: 'user',
    summary: "The caller's own requests and those that they may decide on, newest first.",
    answer: ApprovalList,
    problems: [],
  },
} as const satisfies Record<string, Operation>;
