/** What our mails say, in both languages, as text and as HTML of the plainest kind. Pure. */

export type MailLanguage = 'es' | 'en';

export type Mail =
  | { readonly template: 'verify-email'; readonly name: string; readonly url: string }
  | { readonly template: 'reset-password'; readonly name: string; readonly url: string; readonly minutes: number }
  | { readonly template: 'password-changed'; readonly name: string; readonly address: string }
  | {
      readonly template: 'invitation';
      /** Who invites; empty when it is the platform. */
      readonly inviter: string;
      readonly tenantName: string;
      readonly url: string;
      readonly days: number;
    };

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Words {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** The one thing to click. */
  readonly action: { readonly label: string; readonly url: string } | null;
  readonly after: readonly string[];
}

export function renderMail(mail: Mail, language: MailLanguage): MailContent {
  const words = language === 'es' ? inSpanish(mail) : inEnglish(mail);
  return { subject: oneLine(words.subject), text: toText(words), html: toHtml(words, language) };
}

function inSpanish(mail: Mail): Words {
  switch (mail.template) {
    case 'verify-email':
      return {
        subject: 'Confirme su correo',
        greeting: `Hola, ${mail.name}:`,
        paragraphs: ['Confirme que esta dirección es suya. Así podrá recuperar su contraseña si un día la olvida.'],
        action: { label: 'Confirmar mi correo', url: mail.url },
        after: ['El enlace sirve una sola vez, durante 48 horas. Si usted no lo pidió, no haga nada.'],
      };
    case 'reset-password':
      return {
        subject: 'Restablezca su contraseña',
        greeting: `Hola, ${mail.name}:`,
        paragraphs: ['Alguien pidió una contraseña nueva para su cuenta. Si fue usted, elíjala aquí:'],
        action: { label: 'Elegir una contraseña nueva', url: mail.url },
        after: [
          `El enlace sirve una sola vez, durante ${mail.minutes} minutos.`,
          'Si no fue usted, no haga nada: su contraseña sigue siendo la misma.',
        ],
      };
    case 'password-changed':
      return {
        subject: 'Su contraseña cambió',
        greeting: `Hola, ${mail.name}:`,
        paragraphs: [
          `La contraseña de su cuenta se cambió desde la dirección ${mail.address}, y las demás sesiones se cerraron.`,
        ],
        action: null,
        after: ['Si no fue usted, avise a su administrador ahora mismo.'],
      };
    case 'invitation':
      return {
        subject: `Invitación a ${mail.tenantName}`,
        greeting: 'Hola:',
        paragraphs: [
          mail.inviter === ''
            ? `Le invitaron a trabajar en ${mail.tenantName} con FastISP.`
            : `${mail.inviter} le invita a trabajar en ${mail.tenantName} con FastISP.`,
        ],
        action: { label: 'Aceptar la invitación', url: mail.url },
        after: [`El enlace sirve una sola vez, durante ${mail.days} días.`],
      };
  }
}

function inEnglish(mail: Mail): Words {
  switch (mail.template) {
    case 'verify-email':
      return {
        subject: 'Confirm your email address',
        greeting: `Hello ${mail.name},`,
        paragraphs: ['Please confirm that this address is yours. It lets you recover your password if you forget it.'],
        action: { label: 'Confirm my address', url: mail.url },
        after: ['The link works once, for 48 hours. If you did not ask for it, do nothing.'],
      };
    case 'reset-password':
      return {
        subject: 'Reset your password',
        greeting: `Hello ${mail.name},`,
        paragraphs: ['Somebody asked for a new password for your account. If it was you, choose it here:'],
        action: { label: 'Choose a new password', url: mail.url },
        after: [
          `The link works once, for ${mail.minutes} minutes.`,
          'If it was not you, do nothing: your password stays as it is.',
        ],
      };
    case 'password-changed':
      return {
        subject: 'Your password was changed',
        greeting: `Hello ${mail.name},`,
        paragraphs: [
          `The password of your account was changed from the address ${mail.address}, and your other sessions were ended.`,
        ],
        action: null,
        after: ['If it was not you, tell your administrator right away.'],
      };
    case 'invitation':
      return {
        subject: `Invitation to ${mail.tenantName}`,
        greeting: 'Hello,',
        paragraphs: [
          mail.inviter === ''
            ? `You are invited to work at ${mail.tenantName} with FastISP.`
            : `${mail.inviter} invites you to work at ${mail.tenantName} with FastISP.`,
        ],
        action: { label: 'Accept the invitation', url: mail.url },
        after: [`The link works once, for ${mail.days} days.`],
      };
  }
}

function toText({ greeting, paragraphs, action, after }: Words): string {
  const link = action === null ? [] : [`${action.label}:\n${action.url}`];
  return `${[greeting, ...paragraphs, ...link, ...after, '— FastISP'].join('\n\n')}\n`;
}

function toHtml({ subject, greeting, paragraphs, action, after }: Words, language: MailLanguage): string {
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const button =
    'display:inline-block;padding:10px 18px;border-radius:6px;background:#16202b;color:#ffffff;text-decoration:none';
  const link =
    action === null
      ? []
      : [
          `<p><a href="${escapeHtml(action.url)}" style="${button}">${escapeHtml(action.label)}</a></p>`,
          `<p style="font-size:13px;word-break:break-all">${escapeHtml(action.url)}</p>`,
        ];
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    '<body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#131a22;max-width:36rem">',
    ...[greeting, ...paragraphs].map(paragraph),
    ...link,
    ...after.map(paragraph),
    '<p style="color:#5b6876">FastISP</p></body></html>',
  ].join('\n');
}

/** Names of people and tenants are theirs to choose, and end up in a subject. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char);
