import type { Session } from '#lib/api/client.ts';

declare global {
  namespace App {
    interface Error {
      message: string;
      /** Code of the problem that made the page fail, `OFFLINE` when nothing answered. */
      code?: string;
    }
    interface PageData {
      /** Present on every page behind the sign-in. */
      session?: Session;
    }
  }
}

export {};
