import { describe, expect, test } from 'vitest';
import { type Mail, type MailLanguage, renderMail } from './templates.ts';

const url = 'https://noc.example.net/reset?token=abc&x=1';
const mails: readonly Mail[] = [
  { template: 'verify-email', name: 'Ana', url },
  { template: 'reset-password', name: 'Ana', url, minutes: 60 },
  { template: 'password-changed', name: 'Ana', address: '192.0.2.1' },
  { template: 'invitation', inviter: 'Beto', tenantName: 'Cable Sur', url, days: 7 },
];

describe.each(mails)('$template', (mail) => {
  test.each<MailLanguage>(['es', 'en'])('in %s says the same as text and as HTML', (language) => {
    const { subject, text, html } = renderMail(mail, language);
    expect(subject).not.toBe('');
    expect(html).toContain(`<html lang="${language}">`);
    if ('url' in mail) {
      expect(text).toContain(`\n${mail.url}\n`);
      expect(html).toContain(mail.url.replaceAll('&', '&amp;'));
    }
  });

  test('differs between the languages', () => {
    expect(renderMail(mail, 'es').subject).not.toBe(renderMail(mail, 'en').subject);
  });
});

test('what people call themselves is neither markup nor a header', () => {
  const tenantName = '<img src=x>\r\nBcc: all@example.net';
  const { subject, html } = renderMail({ template: 'invitation', inviter: '"A&B"', tenantName, url, days: 7 }, 'en');
  expect(subject).toBe('Invitation to <img src=x> Bcc: all@example.net');
  expect(html).toContain('&quot;A&amp;B&quot;');
  expect(html).not.toContain('<img');
});
