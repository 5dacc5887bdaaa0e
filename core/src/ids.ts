import { v7 } from 'uuid';

/** Branded ids: two ids of different things are never assignable to each other. */
declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** A tenant, 1 … 2³²−1: small, because every telemetry row carries it. */
export type TenantId = Branded<number, 'TenantId'>;
/** UUIDv7, lower case with dashes. */
export type DeviceId = Branded<string, 'DeviceId'>;
/** UUIDv7, lower case with dashes. */
export type InterfaceId = Branded<string, 'InterfaceId'>;

export const tenantId = (value: number): TenantId => value as TenantId; // branding is the only way to make one
export const deviceId = (value: string): DeviceId => value as DeviceId; // branding is the only way to make one
export const interfaceId = (value: string): InterfaceId => value as InterfaceId; // branding is the only way to make one

/** A time-ordered UUIDv7. */
export const newId = (): string => v7();
