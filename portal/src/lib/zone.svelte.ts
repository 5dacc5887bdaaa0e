/** The clocks that pages show: those of the tenant, wherever the browser is. Before a sign-in, the browser's. */

export const browserZone: string = new Intl.DateTimeFormat().resolvedOptions().timeZone;

let ofTenant = $state<string | null>(null);

export const zone = {
  /** Reading it in a template keeps what is shown up to date when the setting changes. */
  get current(): string {
    return ofTenant ?? browserZone;
  },
  set(timeZone: string): void {
    ofTenant = timeZone;
  },
};
