import { createContext } from 'svelte';
import type { Live } from './live.svelte.ts';

/** The connection that the app's layout keeps. */
export const [getLive, setLive] = createContext<Live>();
