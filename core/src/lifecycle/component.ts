/** Creation is inert; only `start` touches the world and `stop` lets go of it. */
export interface Component {
  readonly name: string;
  /** Resolves when the component can do its job. */
  start(): Promise<void>;
  /** Resolves when nothing of it runs any more. Called once, in reverse order of start. */
  stop(): Promise<void>;
}
