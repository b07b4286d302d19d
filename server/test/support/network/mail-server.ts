import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail that arrived over SMTP. */
export type ReceivedMail = { from: string; to: string[]; data: string };

/** A mail server in this process. */
export type MailServer = {
  /** Its address. @param credentials `user:password` */
  url: (credentials?: string) => string;
  mails: ReceivedMail[];
  /** The passwords that clients sent. */
  passwords: string[];
  stop: () => Promise<void>;
};

/** @param options.tls whether it offers STARTTLS, with a self-signed certificate. */
export async function startMailServer({ tls = false } = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const passwords: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: tls ? [] : ["STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    onAuth({ password }, _session, done) {
      passwords.push(password ?? "");
      done(null, { user: "anybody" });
    },
    onData(stream, { envelope }, done) {
      let data = "";
      stream.on("data", (chunk: Buffer) => (data += chunk.toString()));
      stream.on("end", () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), data });
        done();
      });
    },
  });
  // A client that refuses the certificate closes the connection.
  server.on("error", () => {});
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  return {
    url: (credentials) => `smtp://${credentials === undefined ? "" : `${credentials}@`}127.0.0.1:${port}`,
    mails,
    passwords,
    stop: async () => await new Promise<void>((done) => server.close(() => done())),
  };
}
