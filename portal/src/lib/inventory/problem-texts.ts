/** Sentences for the codes that the pages of the inventory can meet, fields included. */
import { fmt } from '../i18n.ts';
import { m } from '#lib/paraglide/messages.js';

type Params = Readonly<Record<string, unknown>> | undefined;

export const inventoryProblemTexts: Readonly<Record<string, (params: Params) => string>> = {
  OBJECT_NOT_FOUND: () => m.problem_object_not_found(),
  OBJECT_NOT_RESTORABLE: () => m.problem_object_not_restorable(),
  OBJECT_CHANGED: () => m.problem_object_changed(),
  OBJECT_IN_USE: (params) => m.problem_object_in_use({ count: fmt.integer(Number(params?.['count'] ?? 0)) }),
  OBJECT_SITE_NOT_ALLOWED: () => m.problem_object_site(),
  OBJECT_REFUSED: () => m.problem_object_refused(),
  FILTER_INVALID: () => m.problem_filter_invalid(),
  DEVICE_HAS_SERVICES: (params) => m.problem_device_services({ count: fmt.integer(Number(params?.['count'] ?? 0)) }),
  ALREADY_TAKEN: () => m.problem_taken(),
  REFERENCE_UNKNOWN: () => m.problem_reference_unknown(),
  TREE_CYCLE: () => m.problem_tree_cycle(),
  PARENT_INVALID: () => m.problem_parent_invalid(),
  ADDRESS_OUTSIDE_PREFIX: () => m.problem_outside_prefix(),
  PREFIX_LOSES_ADDRESSES: () => m.problem_prefix_loses(),
  DEVICE_NOT_OLT: () => m.problem_not_olt(),
  OLT_WITH_PORTS: () => m.problem_olt_ports(),
  CARD_OF_OTHER_DEVICE: () => m.problem_card_other(),
  INTERFACE_OF_OTHER_DEVICE: () => m.problem_interface_other(),
  RACK_AT_OTHER_SITE: () => m.problem_rack_other(),
  SITE_MISSING: () => m.problem_site_missing(),
  POSITION_INCOMPLETE: () => m.problem_position(),
  LINK_TO_ITSELF: () => m.problem_link_itself(),
  USER_NAME_MISSING: () => m.problem_user_name(),
  ADDRESS_MISSING: () => m.problem_address_missing(),
  DEVICE_MISSING: () => m.problem_device_missing(),
  VALUE_INVALID: () => m.problem_value_invalid(),
  VALUE_MISSING: () => m.problem_value_missing(),
  NODE_NOT_FOUND: () => m.problem_node_not_found(),
};
