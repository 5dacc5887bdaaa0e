/**
 * What a kind of inventory object is, declared once: its fields, columns, words and rules. Storage, REST,
 * import, export and the portal's forms are driven by it, so that a new kind is one declaration and one table.
 */
import type { TSchema } from 'typebox';
import type { PermissionPattern } from '#identity/permissions.ts';
import type { ProblemCode } from './problem-codes.ts';

export const objectTypeNames = [
  'zone',
  'site',
  'rack',
  'power_area',
  'ups',
  'device',
  'interface',
  'prefix',
  'address',
  'link',
  'card',
  'pon_port',
  'feeder',
  'splitter',
  'drop',
  'onu',
  'subscriber',
  'plan',
  'service',
  'subscriber_session',
] as const;
export type ObjectTypeName = (typeof objectTypeNames)[number];

/** What people read. */
export interface Words {
  readonly es: string;
  readonly en: string;
}

/** A value that a field may have. */
export interface Choice {
  readonly value: string;
  readonly label: Words;
}

export type ColumnType =
  'text' | 'uuid' | 'integer' | 'bigint' | 'double precision' | 'boolean' | 'inet' | 'cidr' | 'text[]' | 'timestamptz';

/** A value of a field, as JSON has it. */
export type FieldValue = string | number | boolean | null | readonly string[];
/** An object as callers see it, by field name; times are ISO 8601 in UTC. */
export type ObjectRecord = Readonly<Record<string, FieldValue>>;

export interface FieldProblem {
  /** Name of the field. */
  readonly field: string;
  readonly code: ProblemCode;
  /** A sentence that says what to do. */
  readonly message: string;
}

export interface Field {
  /** Of a value that is present; whether it may be null follows from `required` and `default`. */
  readonly schema: TSchema;
  readonly column: string;
  readonly columnType: ColumnType;
  readonly label: Words;
  /** Must be given when an object is made, and never becomes null. */
  readonly required?: true;
  /** What it is when absent at creation; null without it. With a default it is never null. */
  readonly default?: Exclude<FieldValue, null>;
  /** Set by the system, ignored when an exported file is imported again. */
  readonly readOnly?: true;
  /** Stored sealed and never shown: `<field>Set` says whether there is one. */
  readonly secret?: { readonly context: string };
  /** About a person: not published on the bus. */
  readonly personal?: true;
  /** The kind of object that its value, a UUID, points to. Bulk rows may give that object's external id instead. */
  readonly reference?: ObjectTypeName;
  /** `?<field>=` lists those that have this value (`none`: null); of a list, those that hold it. */
  readonly filter?: true;
  readonly sort?: true;
  /** Its values and what people call them, where only some may stand: files are written and read in these words. */
  readonly choices?: readonly Choice[];
  /** One way of writing it, so that duplicates are seen; or a sentence about what is wrong. */
  readonly normalize?: (text: string) => { readonly value: string } | { readonly problem: string };
}

/**
 * Where an object stands, which decides who may see it: at its own `siteId`, where the object that a reference
 * points to stands, a site itself, or nowhere (then it belongs to the whole tenant).
 */
export type SiteOf =
  | { readonly by: 'own'; readonly field: string }
  | { readonly by: 'reference'; readonly field: string }
  | { readonly by: 'self' }
  | { readonly by: 'nowhere' };

type ResourceOf<P> = P extends `${infer Resource}:${string}` ? Resource : never;

export interface ObjectType {
  readonly name: ObjectTypeName;
  /** Its path under `/api/v1/`. */
  readonly plural: string;
  /** Its permissions are `<resource>:read`, `:create`, `:update`, `:delete`. */
  readonly resource: ResourceOf<PermissionPattern>;
  readonly table: string;
  readonly label: { readonly one: Words; readonly many: Words };
  /** The field that people call it by. */
  readonly nameField: string;
  /** With the common ones (`externalId`, `tags`, `notes`), in the order of a form. */
  readonly fields: Readonly<Record<string, Field>>;
  readonly siteOf: SiteOf;
  /**
   * `all`: made, changed and deleted over REST. `annotate`: discovered by the system, people change what is not
   * read-only. `none`: read only.
   */
  readonly writable: 'all' | 'annotate' | 'none';
  /** What the fields of one object must fulfil together; pure. The database checks what spans several objects. */
  readonly check?: (record: ObjectRecord) => readonly FieldProblem[];
  /** Routes of its own exist: only `bulk` and `history` are generic. */
  readonly ownRoutes?: true;
}
