/** Why a packet, a set, a template or a record was refused: the label `reason` of the metric, for ever. */
export const rejectReasons = [
  /** Shorter than the header of its version. */
  'packet_too_short',
  /** Neither 5, 9 nor 10 in the first two bytes. */
  'version_unknown',
  /** IPFIX message length beyond the datagram; the sets that are whole are decoded. */
  'length_mismatch',
  /** v5 header that counts more records than the packet holds; those that are there are decoded. */
  'v5_count_mismatch',
  /** Set length below 4; ends the packet. Zero filling at the end is not counted. */
  'set_too_short',
  /** Set that goes on past the end of the packet; ends the packet. */
  'set_past_end',
  /** Set ids 4–255 (IPFIX) or 2–255 (v9), which nobody has defined. */
  'set_id_reserved',
  /** Template cut off by the end of its set. */
  'template_truncated',
  /** Template id below 256. */
  'template_id_reserved',
  /** Template with no fields (v9), or whose record has no bytes. */
  'template_empty',
  /** Template with more fields than the limit. */
  'template_too_large',
  /** Data record cut off by the end of its set (variable length), or a set that holds less than one record. */
  'record_truncated',
  /** Option records with a sampler or name beyond the limit. */
  'sampler_limit',
  'name_limit',
  /** From an address that is in no inventory, and such flows are not wanted. */
  'exporter_unknown',
] as const;

export type RejectReason = (typeof rejectReasons)[number];

export type RejectCounts = Record<RejectReason, number>;

export const noRejects = (): RejectCounts =>
  Object.fromEntries(rejectReasons.map((reason) => [reason, 0])) as RejectCounts; // one key per reason, just above
