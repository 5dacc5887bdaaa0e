import type { Principal } from '#identity/principal.ts';
import type { AffectedServices, NodePaths, NodesBelow, PowerFailure } from './schemas.ts';

/** Questions about the network of the caller's tenant; what stands at sites they may not see is left out. */
export interface NetworkTopology {
  /** @throws AppError `NODE_NOT_FOUND`. */
  below(principal: Principal, nodeId: string, limit: number): Promise<NodesBelow>;
  /** @throws AppError `NODE_NOT_FOUND`. */
  paths(principal: Principal, nodeId: string, pathsMax: number): Promise<NodePaths>;
  /** What stops when these areas fail together, and who is cut off when; unknown ones feed nothing. */
  powerFailure(principal: Principal, areaIds: readonly string[], limit: number): Promise<PowerFailure>;
  affected(principal: Principal, failedIds: readonly string[], limit: number): Promise<AffectedServices>;
}
