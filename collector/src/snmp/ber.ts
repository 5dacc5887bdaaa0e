/** Tags of SNMP messages (RFC 1157, RFC 3416, X.690) and the numbers that go with them. */

export const tags = {
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  /** The object does not exist: RFC 3416 §4.2.1. */
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
  getRequest: 0xa0,
  getNextRequest: 0xa1,
  response: 0xa2,
  getBulkRequest: 0xa5,
} as const;

/** The version field of a message. */
export const versions = { v1: 0, v2c: 1 } as const;
export type SnmpVersion = (typeof versions)[keyof typeof versions];

/** error-status of a response (RFC 3416 §3), those that a reader meets. */
export const errorStatuses = {
  noError: 0,
  tooBig: 1,
  noSuchName: 2,
  genErr: 5,
  noAccess: 6,
  authorizationError: 16,
} as const;
