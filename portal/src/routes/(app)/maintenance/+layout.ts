/** The form looks for what work is about among the kinds of objects. */
export { loadObjectTypes as load } from '#lib/inventory/load-object-types.ts';
