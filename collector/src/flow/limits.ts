/** Every limit of the flow receiver, and what happens when it is reached. Per worker where not said otherwise. */

/** Exporters with state. Beyond it the ones heard longest ago go, those outside the inventory first. */
export const exportersMax = 4_096;
/** Share of the exporters that goes at once when the table is full, so that a flood of spoofed addresses stays cheap. */
export const exportersEvictedShare = 1 / 16;

/** Observation domains of one exporter and version. Beyond it the one heard longest ago goes. */
export const domainsPerExporterMax = 64;
/** (port, domain) pairs of one exporter with sequence state and counters. Beyond it the one heard longest ago goes. */
export const sourcesPerExporterMax = 128;

/** Templates of one exporter, and fields of all of them. Beyond either the one used longest ago goes. */
export const templatesPerExporterMax = 1_024;
export const templateFieldsPerExporterMax = 16_384;
/**
 * Small things known of all exporters: fields of templates, domains, sources, samplers, names (some 100 bytes
 * each). Beyond it exporters go as when there are too many of them.
 */
export const stateEntriesMax = 1_048_576;
/** Compiled plans, one for each layout of a template. Beyond it all are dropped and compiled again when used. */
export const plansMax = 4_096;
/** Fields of a template. One with more is refused (`template_too_large`). */
export const templateFieldsMax = 512;
/** A template neither sent nor used for so long is forgotten. */
export const templateAgeMaxMs = 24 * 3_600_000;

/** Data sets waiting for their template. Beyond these the oldest of the exporter goes and is counted `no_template`. */
export const heldSetsPerExporterMax = 64;
export const heldBytesPerExporterMax = 256 * 1024;
/** The same in all. Beyond it a set is not held, but counted at once. */
export const heldBytesMax = 16 * 1024 * 1024;
/** A held set whose template has not come by then is counted `no_template`. */
export const heldAgeMaxMs = 60_000;

/** Samplers of one domain. Further ones are ignored and counted (`sampler_limit`). */
export const samplersPerDomainMax = 256;
/** Interface, application and VRF names of one exporter, each kind. Further ones are ignored and counted (`name_limit`). */
export const namesPerExporterMax = 4_096;
/** Bytes kept of a name. The rest is cut off. */
export const nameBytesMax = 128;

/** An exporter's clock may be this far from ours before its times are moved to our time. */
export const clockSkewMaxMs = 10_000;

/** Largest run of missing sequence numbers that is a loss; more is taken for a restart. */
export const sequenceGapMax = 16_777_216;

/** How often the workers' counters reach /metrics. */
export const countersIntervalMs = 1_000;
/** The period of `telemetry.exporter`. */
export const statsIntervalMs = 10_000;
/** How long a dead worker stays dead. */
export const workerRestartMs = 1_000;
/** How often a changed template cache is written. */
export const templateSaveIntervalMs = 5_000;
/** Largest template cache file that is read. A larger one is damaged. */
export const templateFileBytesMax = 256 * 1024 * 1024;

/** How long a worker under load lets packets gather before it reads again. */
export const napMs = 1;
/** It does so only when the packets before came no longer ago than this. */
export const napWithinMs = 3;
