import { AppError } from '@fastisp/core/errors/app-error';
import * as importErrors from '@fastisp/noc-api/import/errors';
import { expect, test } from 'vitest';
import { problemEs } from './problems-es.ts';

test.each(Object.entries(importErrors))('%s has a sentence in Spanish, with all that it names', (_name, make) => {
  const error = (make as (...given: unknown[]) => unknown)(7_340_032, 2); // whatever it is made of
  if (!(error instanceof AppError)) throw new Error('only errors are made there');
  const sentence = problemEs(error);
  expect(sentence).not.toBe(error.message);
  expect(sentence).not.toContain('?');
});
