/** Address of a made device: all of 127/8 is this machine. */
export const agentAddress = (device: number): string => `127.16.${device >>> 8}.${device & 0xff}`;
