/** The form looks for the site of a device. */
export { loadObjectTypes as load } from '#lib/inventory/load-object-types.ts';
