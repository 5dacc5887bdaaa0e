import type { NetworkEvent } from '#lib/api/client.ts';
import { m } from '#lib/paraglide/messages.js';

/** One thing that happened, in a sentence. */
export function eventText(event: NetworkEvent): string {
  const device = event.deviceName ?? m.event_removed_device();
  switch (event.type) {
    case 'device_restarted':
      return m.event_device_restarted({ device });
    case 'interface_status_changed': {
      const name = event.interfaceName ?? m.event_interface_index({ index: String(event.ifIndex ?? '') });
      if (event.to === 'up') return m.event_interface_up({ device, name });
      return event.to === 'down'
        ? m.event_interface_down({ device, name })
        : m.event_interface_unknown({ device, name });
    }
    case 'device_status_changed':
      if (event.to === 'up') {
        return event.from === 'down' ? m.event_device_recovered({ device }) : m.event_device_up({ device });
      }
      return event.to === 'down' ? m.event_device_down({ device }) : m.event_device_unknown({ device });
  }
}
