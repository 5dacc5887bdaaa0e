/** What a new password must not be, beyond too short. @returns a sentence, or null when it will do. */
export function passwordProblem(
  password: string,
  context: { readonly email: string; readonly name: string; readonly currentPassword: string },
): string | null {
  const lower = password.toLowerCase();
  const account = context.email.split('@')[0]?.toLowerCase() ?? '';
  if (password === context.currentPassword) return 'the new password must differ from the current one';
  if (account.length >= 4 && lower.includes(account)) return 'the new password must not contain the account name';
  if (new Set(lower).size < 5) return 'the new password needs at least five different characters';
  if (['password', 'contraseña', '12345678', 'qwertyui', 'fastisp'].some((common) => lower.includes(common))) {
    return 'the new password must not contain a common word or row of keys';
  }
  return null;
}
