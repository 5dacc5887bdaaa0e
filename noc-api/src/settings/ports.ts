import type { TenantId } from '@fastisp/core/ids';
import type { Principal } from '#identity/principal.ts';
import type { Settings } from './decide.ts';
import type { LogoType } from './logo.ts';
import type { SettingsPatch, SettingsView } from './schemas.ts';

/** Settings and the revision that `If-Match` compares. */
export interface VersionedSettings {
  readonly settings: SettingsView;
  readonly revision: number;
}

export interface Logo {
  readonly mediaType: LogoType;
  readonly content: Buffer;
  readonly sha256: string;
}

/** What every page of a tenant shows and reckons with. */
export interface TenantLook extends Pick<Settings, 'locale' | 'timeZone' | 'currency' | 'colors'> {
  readonly logoUrl: string | null;
}

/** What the caller's tenant sets for itself. */
export interface TenantSettings {
  get(principal: Principal): Promise<VersionedSettings>;
  /** @param ifRevision refuses the change when somebody was faster. */
  update(principal: Principal, patch: SettingsPatch, ifRevision: number | null): Promise<VersionedSettings>;
  look(tenant: TenantId): Promise<TenantLook>;
  logo(principal: Principal): Promise<Logo>;
  setLogo(principal: Principal, logo: { mediaType: string; content: Buffer }): Promise<VersionedSettings>;
  removeLogo(principal: Principal): Promise<VersionedSettings>;
}
