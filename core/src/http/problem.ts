import { type Static, Type } from 'typebox';
import { type AppError, isAppError } from '../errors/app-error.ts';

/** RFC 9457 problem document with a stable `code`; `message` texts are English, the portal translates codes. */
export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'about:blank#<code>' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    params: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
    ),
    errors: Type.Optional(
      Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
    ),
  },
  { $id: 'Problem' },
);
export type Problem = Static<typeof problemSchema>;

export const problemContentType = 'application/problem+json';

export function problemFrom(error: unknown): Problem {
  if (!isAppError(error)) {
    return problem(500, 'INTERNAL', 'something went wrong here; it has been logged');
  }
  const document = problem(error.status, error.code, error.message);
  if (Object.keys(error.params).length > 0) document.params = { ...error.params };
  if (error.fields.length > 0) document.errors = fieldErrors(error);
  return document;
}

const fieldErrors = (error: AppError): NonNullable<Problem['errors']> => error.fields.map((field) => ({ ...field }));

function problem(status: number, code: string, detail: string): Problem {
  return { type: `about:blank#${code}`, title: code, status, detail, code };
}
