/** A mail template of Cognito: `{####}` is the code or temporary password, `{username}` the account. */
export type MailTemplate = { EmailSubject: string; EmailMessage: string };

// Mail clients support tables and inline styles, and little else.

const code = `<p style="margin:24px 0;font:600 32px/1.2 ui-monospace,Consolas,monospace;letter-spacing:4px;color:#6d28d9">{####}</p>`;

/** Cognito has one template for confirmation, a forgotten password and a changed address. */
export const codeMail: MailTemplate = {
  EmailSubject: "Your Cruddur code",
  EmailMessage: layout(
    "Your code",
    paragraph("Enter this code where Cruddur asks for it:") +
      code +
      quiet(
        "If you did not ask for a code, somebody typed your address by mistake. You need not do anything.",
      ),
  ),
};

/** Sent when an administrator creates an account. */
export const invitationMail: MailTemplate = {
  EmailSubject: "You are invited to Cruddur",
  EmailMessage: layout(
    "Welcome to Cruddur",
    paragraph(
      "An account is waiting for you. Sign in as {username} with this password, then choose your own:",
    ) +
      code +
      quiet("The password works for seven days."),
  ),
};

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${text}</p>`;
}

function quiet(text: string): string {
  return `<p style="margin:0;color:#645680;font-size:14px">${text}</p>`;
}

function layout(title: string, body: string): string {
  return [
    `<!doctype html><html lang="en"><body style="margin:0;background:#f6f3fb">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">`,
    `<table role="presentation" width="480" cellpadding="0" cellspacing="0" style="max-width:480px;background:#ffffff;border:1px solid #e0d8ee;border-radius:12px"><tr>`,
    `<td style="padding:32px;font:16px/1.5 system-ui,-apple-system,Segoe UI,sans-serif;color:#1f1430">`,
    `<p style="margin:0 0 24px;font-weight:700;color:#6d28d9">Cruddur</p>`,
    `<h1 style="margin:0 0 16px;font-size:22px">${title}</h1>${body}`,
    `</td></tr></table></td></tr></table></body></html>`,
  ].join("");
}
