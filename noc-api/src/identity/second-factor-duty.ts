/** What a second factor has to do with a session: asked for by a role or by the platform, there or not, shown or not. Pure. */

/** Who may ask for one: the platform of its administrators, or a role in the tenant of who has it. */
export const secondFactorAskers = ['platform', 'role'] as const;
export type SecondFactorAsker = (typeof secondFactorAskers)[number];

export interface SecondFactorStanding {
  /** Null: nobody. The platform is named first, because it asks in every tenant. */
  readonly askedBy: SecondFactorAsker | null;
  /** They have an authenticator app or a passkey. */
  readonly has: boolean;
  /** This session was begun with it, or it was set up in it. */
  readonly proven: boolean;
}

export const secondFactorDuties = ['none', 'set_up', 'sign_in_again'] as const;
/** What must happen before this session reaches anything else. */
export type SecondFactorDuty = (typeof secondFactorDuties)[number];

/** A machine with an API token has no second factor, and its token was made by a person who had what it took. */
export const noSecondFactor: SecondFactorStanding = { askedBy: null, has: false, proven: false };

export function dutyOf({ askedBy, has, proven }: SecondFactorStanding): SecondFactorDuty {
  if (askedBy === null || (has && proven)) return 'none';
  // Who has one and did not show it may be somebody who only knows the password: they must not set up another.
  return has ? 'sign_in_again' : 'set_up';
}
