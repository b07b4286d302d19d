// Writes messages with codes in the language that the API tells, French or Arabic; others stay as in the pool's templates.
// Cognito passes no metadata of InitiateAuth to this trigger: codes to sign in with have the template's language.
const texts = {
  fr: {
    dir: "ltr",
    subject: "Votre code Cruddur",
    lead: "Saisissez ce code là où Cruddur vous le demande :",
    ifNotYou:
      "Si vous n’avez pas demandé de code, quelqu’un a saisi votre adresse par erreur. Vous n’avez rien à faire.",
    sms: "Votre code Cruddur :",
  },
  ar: {
    dir: "rtl",
    subject: "رمزك في Cruddur",
    lead: "أدخل هذا الرمز حيث يطلبه منك Cruddur:",
    ifNotYou: "إن لم تطلب رمزًا فقد كتب أحدهم عنوانك خطأً. لا يلزمك فعل شيء.",
    sms: "رمزك في Cruddur:",
  },
};

exports.handler = async (event) => {
  const { clientMetadata, codeParameter } = event.request;
  const language = clientMetadata?.language;
  // Invitations need the username too, and nobody's language is known.
  if (event.triggerSource === "CustomMessage_AdminCreateUser" || !Object.hasOwn(texts, language ?? ""))
    return event;
  const { dir, subject, lead, ifNotYou, sms } = texts[language];
  event.response.smsMessage = `${sms} ${codeParameter}`;
  event.response.emailSubject = subject;
  event.response.emailMessage = [
    `<!doctype html><html lang="${language}" dir="${dir}"><body style="margin:0;padding:32px;font:16px/1.5 system-ui,sans-serif">`,
    `<p style="font-weight:700" dir="ltr">Cruddur</p><p>${lead}</p>`,
    `<p style="font:600 32px/1.2 ui-monospace,Consolas,monospace;letter-spacing:4px" dir="ltr">${codeParameter}</p>`,
    `<p>${ifNotYou}</p></body></html>`,
  ].join("");
  return event;
};
