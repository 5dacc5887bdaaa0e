import type { components } from '#lib/api/schema.generated.ts';

export type Enrolment = components['schemas']['SecondFactorEnrolment'];
