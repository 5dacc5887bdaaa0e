import { type Theme, themeCookie, themeFrom } from './theme-cookie.ts';

const yearS = 365 * 24 * 3_600;

let current = $state<Theme>(themeFrom(document.documentElement.dataset['theme']));

/** The page's theme; charts read it to draw themselves again. */
export const theme = {
  get current(): Theme {
    return current;
  },
  set current(next: Theme) {
    current = next;
    document.documentElement.dataset['theme'] = next;
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${yearS}; samesite=lax`;
  },
  toggle(): void {
    this.current = current === 'dark' ? 'light' : 'dark';
  },
};
