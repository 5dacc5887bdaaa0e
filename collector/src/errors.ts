/** Reasons with which the collector refuses messages; those of flows are in flow/errors.ts. */

/** Why an inventory message is put aside, as the dead-letter topic tells it. */
export const inventoryRefusals = {
  communityUnreadable: 'the SNMP community cannot be opened with this key',
  communityTooLong: 'the SNMP community is longer than 255 bytes',
  keyDiffers: 'the key is not the device id',
} as const;
