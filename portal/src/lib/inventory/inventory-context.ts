import { createContext } from 'svelte';
import type { ObjectType, Types } from './object-types.ts';
import type { InventoryTree } from './tree-state.svelte.ts';

export interface Inventory {
  readonly types: Types;
  readonly tree: InventoryTree;
  may(type: ObjectType, action: 'read' | 'create' | 'update' | 'delete'): boolean;
}

/** For the pages under /inventory. */
export const [getInventory, setInventory] = createContext<Inventory>();
