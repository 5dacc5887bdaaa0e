export const statusFilters = ['all', 'down', 'unknown', 'up'] as const;
export type StatusFilterValue = (typeof statusFilters)[number];
