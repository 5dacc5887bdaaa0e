/** How people call a device and its interfaces; null while it is not known. */
export interface DeviceNames {
  deviceName(deviceId: string): string | null;
  interfaceName(deviceId: string, ifIndex: number): string | null;
}
