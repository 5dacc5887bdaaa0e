/** The open part of the inventory tree; what hangs on a node is asked for when it is opened. */
/* eslint-disable svelte/prefer-svelte-reactivity -- maps and sets here are replaced as a whole, never changed */
import { call } from '#lib/api/client.ts';
import type { Problem } from '#lib/api/problem.ts';
import { objectNames } from './object-names.svelte.ts';
import { nameOf, type ObjectType, type Types } from './object-types.ts';
import { objects } from './objects-api.ts';
import { type Edge, edgesOf, filterOf, treeKey, type TreeNode } from './tree.ts';

/** Nodes of one kind under one node before "more" is asked for. */
const pageSize = 100;

/** Those of one kind under one node. */
interface Group {
  readonly edge: Edge;
  readonly nodes: readonly TreeNode[];
  readonly cursor: string | null;
}
interface Branch {
  readonly groups: readonly Group[];
  readonly problem: Problem | null;
  readonly loading: boolean;
}

/** One line of the tree as it is shown. */
export type TreeLine = { readonly key: string; readonly level: number; readonly parentKey: string | null } & (
  | {
      readonly kind: 'node';
      readonly node: TreeNode;
      readonly name: string;
      readonly open: boolean;
      readonly leaf: boolean;
    }
  | { readonly kind: 'more'; readonly run: () => void }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly run: () => void }
  | { readonly kind: 'loading' }
  | { readonly kind: 'empty' }
);

const rootKey = '';

export class InventoryTree {
  #branches = $state.raw<ReadonlyMap<string, Branch>>(new Map());
  #open = $state.raw<ReadonlySet<string>>(new Set());
  readonly #types: Types;
  readonly #roots: readonly Edge[];
  readonly #mayRead: (type: ObjectType) => boolean;

  constructor(types: Types, roots: readonly Edge[], mayRead: (type: ObjectType) => boolean) {
    this.#types = types;
    this.#roots = roots;
    this.#mayRead = mayRead;
  }

  start(): void {
    if (!this.#branches.has(rootKey)) void this.#load(rootKey, null);
  }

  /** Everything that is open anew, e.g. after something was made or removed. */
  refresh(): void {
    const open = this.lines.flatMap((line) => (line.kind === 'node' && line.open ? [line.node] : []));
    void this.#load(rootKey, null);
    for (const node of open) void this.#load(treeKey(node.type, node.id), node);
  }

  /** Opens what an object hangs on, so that it is in sight. */
  reveal(way: readonly TreeNode[]): void {
    for (const node of way) if (!this.#open.has(treeKey(node.type, node.id))) this.toggle(node, true);
  }

  toggle(node: TreeNode, open: boolean): void {
    const key = treeKey(node.type, node.id);
    this.#open = new Set(open ? [...this.#open, key] : [...this.#open].filter((each) => each !== key));
    if (open && !this.#branches.has(key)) void this.#load(key, node);
  }

  lines = $derived.by((): readonly TreeLine[] => this.#linesOf(rootKey, null, 1));

  #edges(parent: TreeNode | null): readonly Edge[] {
    return (parent === null ? this.#roots : edgesOf(parent)).filter(({ type }) => {
      const known = this.#types.get(type);
      return known !== undefined && this.#mayRead(known);
    });
  }

  #linesOf(key: string, parent: TreeNode | null, level: number): TreeLine[] {
    const parentKey = parent === null ? null : key;
    const branch = this.#branches.get(key);
    const line = (suffix: string) => ({ key: `${key}/${suffix}`, level, parentKey });
    if (branch === undefined || (branch.loading && branch.groups.length === 0))
      return [{ ...line('loading'), kind: 'loading' }];
    if (branch.problem !== null) {
      return [
        { ...line('problem'), kind: 'problem', problem: branch.problem, run: () => void this.#load(key, parent) },
      ];
    }
    const lines = branch.groups.flatMap((group, index) => this.#linesOfGroup({ key, parent, level }, group, index));
    return lines.length === 0 ? [{ ...line('empty'), kind: 'empty' }] : lines;
  }

  #linesOfGroup(at: { key: string; parent: TreeNode | null; level: number }, group: Group, index: number): TreeLine[] {
    const { key, parent, level } = at;
    const parentKey = parent === null ? null : key;
    const type = this.#types.get(group.edge.type);
    const lines = group.nodes.flatMap((node): TreeLine[] => {
      const nodeKey = treeKey(node.type, node.id);
      const open = this.#open.has(nodeKey);
      const name = type === undefined ? node.id : nameOf(type, node.record);
      const leaf = this.#edges(node).length === 0;
      const own: TreeLine = { key: nodeKey, level, parentKey, kind: 'node', node, name, open, leaf };
      return open ? [own, ...this.#linesOf(nodeKey, node, level + 1)] : [own];
    });
    if (group.cursor === null) return lines;
    const run = (): void => void this.#loadMore(at, index);
    return [...lines, { key: `${key}/more-${group.edge.type}`, level, parentKey, kind: 'more', run }];
  }

  async #load(key: string, parent: TreeNode | null): Promise<void> {
    const before = this.#branches.get(key)?.groups ?? [];
    this.#put(key, { groups: before, problem: null, loading: true });
    const answers = await Promise.all(this.#edges(parent).map((edge) => this.#ask(edge, parent, null)));
    const failed = answers.find((answer) => !answer.ok);
    if (failed !== undefined && !failed.ok)
      return this.#put(key, { groups: [], problem: failed.problem, loading: false });
    const groups = answers.flatMap((answer) => (answer.ok ? [answer.group] : []));
    this.#put(key, { groups, problem: null, loading: false });
  }

  async #loadMore({ key, parent }: { key: string; parent: TreeNode | null }, index: number): Promise<void> {
    const branch = this.#branches.get(key);
    const group = branch?.groups[index];
    if (branch === undefined || group === undefined || group.cursor === null) return;
    const answer = await this.#ask(group.edge, parent, group.cursor);
    if (!answer.ok) return this.#put(key, { ...branch, problem: answer.problem });
    const more = { ...answer.group, nodes: [...group.nodes, ...answer.group.nodes] };
    this.#put(key, { ...branch, groups: branch.groups.map((each, at) => (at === index ? more : each)) });
  }

  async #ask(edge: Edge, parent: TreeNode | null, cursor: string | null) {
    const type = this.#types.get(edge.type);
    if (type === undefined) throw new Error(`an edge leads to ${edge.type}, which the API does not know`);
    const query = {
      ...filterOf(edge, parent),
      sort: type.sorts.includes(type.nameField) ? type.nameField : 'createdAt',
      limit: pageSize,
      ...(cursor !== null && { cursor }),
    };
    const path = { plural: type.plural };
    const answer = await call(objects.GET('/api/v1/{plural}', { params: { path, query } }));
    if (!answer.ok) return answer;
    const records = answer.data.items.filter((record) => edge.keep?.(record, parent?.id ?? '') ?? true);
    objectNames.learn(type, records);
    const nodes = records.map((record) => ({ type: type.name, id: record.id, record }));
    return { ok: true as const, group: { edge, nodes, cursor: answer.data.nextCursor } };
  }

  #put(key: string, branch: Branch): void {
    this.#branches = new Map([...this.#branches, [key, branch]]);
  }
}
