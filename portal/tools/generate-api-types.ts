/** `src/lib/api/schema.generated.ts` from the API's committed OpenAPI document. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const openApiFile = path.join(import.meta.dirname, '../../noc-api/openapi.json');
const outputFile = path.join(import.meta.dirname, '../src/lib/api/schema.generated.ts');

/** Writes the types, or returns them only where `write` is false, for a check that the file is current. */
export async function generateApiTypes(options: { write: boolean } = { write: true }): Promise<string> {
  const types = await openapiTS(new URL(`file://${openApiFile}`), { alphabetize: true });
  const text = `// Generated from noc-api/openapi.json by \`npm run generate\`. Do not edit.\n\n${astToString(types)}`;
  if (options.write) await writeFile(outputFile, text);
  return text;
}

if (import.meta.main) await generateApiTypes();
