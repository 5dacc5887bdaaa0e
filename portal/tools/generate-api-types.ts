/** The API's answers as types of the portal, for `src/lib/api/schema.generated.ts`. */
import openapiTS, { astToString } from 'openapi-typescript';

/** @param document OpenAPI, as JSON text. */
export async function generateApiTypes(document: string): Promise<string> {
  return astToString(await openapiTS(document, { alphabetize: true }));
}
