import { describe, expect, it } from 'vitest';
import { ExporterRegistry } from './exporter-tenants.ts';

describe('ExporterRegistry', () => {
  it('keeps the device set last of several with one address, and goes back when it leaves', () => {
    const registry = new ExporterRegistry();
    const tenant = () => registry.current().get('192.0.2.1')?.tenantId;
    registry.set('a', '192.0.2.1', { tenantId: 1 });
    registry.set('b', '192.0.2.1', { tenantId: 2 });
    expect(tenant()).toBe(2);
    registry.delete('b');
    expect(tenant()).toBe(1);
    registry.delete('a');
    expect(tenant()).toBeUndefined();
  });

  it('follows a device to another address and leaves host names out', () => {
    const registry = new ExporterRegistry();
    registry.set('a', '192.0.2.1', { tenantId: 1 });
    registry.set('a', '2001:db8::5', { tenantId: 1 });
    registry.set('b', 'router.example', { tenantId: 1 });
    expect([...registry.current().keys()]).toEqual(['2001:db8::5']);
  });

  it('tells who listens, until they stop', () => {
    const registry = new ExporterRegistry();
    let told = 0;
    const stop = registry.onChange(() => (told += 1));
    registry.set('a', '192.0.2.1', { tenantId: 1 });
    registry.delete('unknown');
    stop();
    registry.delete('a');
    expect(told).toBe(1);
  });
});
