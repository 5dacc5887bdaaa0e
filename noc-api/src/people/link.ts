/** The token is behind the `#`: browsers keep that to themselves, so it is in no log of any server. */
export const invitationLink = (origin: string, token: string): string => `${origin}/invitation#${token}`;
