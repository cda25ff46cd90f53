// Roles and permissions in words. What is built in is said in the page's language; what an organization wrote itself as it wrote it.

import type { TFunction } from 'i18next';
import { isPermission, PERMISSIONS } from '../../../../domain/access/permissions.ts';
import type { Role } from './role-queries.ts';

export function permissionWords(permission: string, t: TFunction): string {
  const english = isPermission(permission) ? PERMISSIONS[permission].description : permission;
  return t(`roles.permissions.${permission}`, { defaultValue: english });
}

export function roleDescription({ roleId, description, builtIn }: Role, t: TFunction): string {
  return builtIn ? t(`roles.builtInRoles.${roleId}`, { defaultValue: description }) : description;
}
