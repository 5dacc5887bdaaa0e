/** REST of every kind of object, by its path; typed once, because all kinds have the same routes. */
import createClient from 'openapi-fetch';
import type { components } from '../api/schema.generated.ts';
import type { FieldValue, ObjectRecord } from './object-types.ts';

type Query = Readonly<Record<string, string | number | boolean>>;
interface Json<T> {
  content: { 'application/json': T };
}
interface Failing {
  '4XX': { content: { 'application/problem+json': components['schemas']['Problem'] } };
}
export interface ObjectPage {
  items: ObjectRecord[];
  total: number;
  nextCursor: string | null;
}
export interface HistoryPage {
  items: components['schemas']['AuditEntry'][];
  nextCursor: string | null;
}
type Values = Readonly<Record<string, FieldValue>>;
interface Path {
  path: { plural: string };
}
interface PathOfOne {
  path: { plural: string; id: string };
}

interface ObjectPaths {
  '/api/v1/{plural}': {
    get: { parameters: Path & { query?: Query }; responses: { 200: Json<ObjectPage> } & Failing };
    post: {
      parameters: Path;
      requestBody: Json<Values>;
      responses: { 201: Json<ObjectRecord> } & Failing;
    };
  };
  '/api/v1/{plural}/{id}': {
    get: { parameters: PathOfOne; responses: { 200: Json<ObjectRecord> } & Failing };
    patch: {
      parameters: PathOfOne & { header?: { 'if-match'?: string } };
      requestBody: Json<Values>;
      responses: { 200: Json<ObjectRecord> } & Failing;
    };
    delete: { parameters: PathOfOne; responses: { 204: { content?: never } } & Failing };
  };
  '/api/v1/{plural}/{id}/restore': {
    post: { parameters: PathOfOne; responses: { 200: Json<ObjectRecord> } & Failing };
  };
  '/api/v1/{plural}/{id}/history': {
    get: { parameters: PathOfOne & { query?: Query }; responses: { 200: Json<HistoryPage> } & Failing };
  };
}

export const objects = createClient<ObjectPaths>({ baseUrl: '' });
