/** glibc takes this as the size up to which freed memory is kept for the next allocation (its own maximum is 32 MiB). */
const keptAllocationBytes = 31 * 1024 * 1024;

/**
 * Blocks of some MiB are allocated and freed several times a second. Left alone, glibc maps each one anew and
 * the kernel clears its pages: a third of what a flow costs from packet to block. Freeing one large mapping
 * moves its threshold (mallopt(3), M_MMAP_THRESHOLD), after which blocks reuse memory. With another libc it
 * does nothing.
 */
export function keepFreedMemory(): void {
  new ArrayBuffer(keptAllocationBytes).transfer(0);
}
