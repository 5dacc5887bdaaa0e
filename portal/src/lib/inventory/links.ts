import { resolve } from '$app/paths';
import type { ObjectType } from './object-types.ts';

export const listHref = (type: ObjectType): string => resolve('/(app)/inventory/[plural]', { plural: type.plural });
export const objectHref = (type: ObjectType, id: string): string =>
  resolve('/(app)/inventory/[plural]/[id]', { plural: type.plural, id });
export const editHref = (type: ObjectType, id: string): string =>
  resolve('/(app)/inventory/[plural]/[id]/edit', { plural: type.plural, id });
/** Devices are added with a test of their connection. */
export const newHref = (type: ObjectType): string =>
  type.ownRoutes ? resolve('/(app)/devices/new') : resolve('/(app)/inventory/[plural]/new', { plural: type.plural });
