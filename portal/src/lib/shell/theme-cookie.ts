/** The theme's cookie, shared by the server that renders the shell and the browser that changes it. */
export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = 'fastisp_theme';

/** Dark unless the person chose light: a control room is dim. */
export const themeFrom = (value: string | undefined): Theme => (value === 'light' ? 'light' : 'dark');
