import * as errors from '#errors.ts';
import { dutyOf, type SecondFactorStanding } from './second-factor-duty.ts';

/** @throws AppError `SECOND_FACTOR_REQUIRED`, `SECOND_FACTOR_UNPROVEN` */
export function refuseWithoutSecondFactor(standing: SecondFactorStanding): void {
  const duty = dutyOf(standing);
  if (duty === 'set_up') throw errors.secondFactorRequired();
  if (duty === 'sign_in_again') throw errors.secondFactorUnproven();
}
