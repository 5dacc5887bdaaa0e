/** Where a ClickHouse answers: fixed for a server, another one after each restart of the embedded engine. */
export interface StoreAddress {
  /** `http://host:port`, without user, password and database. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Tells one address from the next. */
  readonly generation: number;
}

export interface StoreEndpoint {
  /** The address now, or null while nothing answers. */
  peek(): StoreAddress | null;
  /**
   * Waits until something answers.
   * @throws AppError `COLUMN_STORE_UNAVAILABLE` when that will not be; the signal's reason when it aborts.
   */
  address(signal: AbortSignal): Promise<StoreAddress>;
}
