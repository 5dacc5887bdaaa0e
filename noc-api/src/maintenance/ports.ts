import type { Principal } from '#identity/principal.ts';
import type {
  Calendar,
  CalendarQuery,
  EndBody,
  MaintenanceWindowView,
  Preview,
  WindowBody,
  WindowList,
  WindowPatch,
  WindowQuery,
} from './schemas.ts';

/** A window and the revision that `If-Match` compares. */
export interface VersionedWindow {
  readonly window: MaintenanceWindowView;
  readonly revision: number;
}

/** Announced work of the caller's tenant, as far as it touches sites that the caller may see. */
export interface Maintenance {
  list(principal: Principal, query: WindowQuery): Promise<WindowList>;
  calendar(principal: Principal, query: CalendarQuery): Promise<Calendar>;
  get(principal: Principal, id: string): Promise<VersionedWindow>;
  /** What a window would be, without making it. */
  preview(principal: Principal, body: WindowBody): Promise<Preview>;
  create(principal: Principal, body: WindowBody): Promise<VersionedWindow>;
  /** @param ifRevision refuses the change when the window has another revision by now. */
  update(principal: Principal, id: string, patch: WindowPatch, ifRevision: number | null): Promise<VersionedWindow>;
  end(principal: Principal, id: string, body: EndBody): Promise<VersionedWindow>;
  remove(principal: Principal, id: string): Promise<void>;
  /** Brings a deleted window back, as long as its row is kept. */
  restore(principal: Principal, id: string): Promise<VersionedWindow>;
}
