/** Shown where there is no value: an en dash is read as "no data" and is not mistaken for a minus. */
export const noValue = '–';
