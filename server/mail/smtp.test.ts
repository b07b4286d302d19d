import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { type MailServer, startMailServer } from "../test/support/network/mail-server.ts";
import { smtpDelivery } from "./smtp.ts";

const from = "Cruddur <no-reply@cruddur.example>";
const message = { to: "q@continuum.example", subject: "A code", text: "It is 123456." };

async function startServer(options?: { tls: boolean }): Promise<MailServer> {
  const server = await startMailServer(options);
  onTestFinished(server.stop);
  return server;
}

it("delivers a mail with its sender, text and HTML", async () => {
  const server = await startServer();
  await smtpDelivery({ url: server.url(), from })({ ...message, html: "<p>It is 123456.</p>" });
  const [mail] = server.mails;
  expect(mail).toMatchObject({ from: "no-reply@cruddur.example", to: [message.to] });
  for (const part of ["Subject: A code", "It is 123456.", "<p>It is 123456.</p>", `From: ${from}`])
    expect(mail?.data).toContain(part);
});

it("sends a password only over TLS with a verified certificate", async () => {
  const plain = await startServer();
  await expect(smtpDelivery({ url: plain.url("q:hunter2"), from })(message)).rejects.toMatchObject({
    code: "ETLS",
  });
  const selfSigned = await startServer({ tls: true });
  await expect(smtpDelivery({ url: selfSigned.url("q:hunter2"), from })(message)).rejects.toMatchObject({
    code: "ESOCKET",
  });
  expect([plain.passwords, selfSigned.passwords, plain.mails, selfSigned.mails]).toEqual([[], [], [], []]);
  const unverified = `${selfSigned.url("q:hunter2")}?tls.rejectUnauthorized=false`;
  await smtpDelivery({ url: unverified, from })(message);
  expect(selfSigned.passwords).toEqual(["hunter2"]);
  expect(selfSigned.mails.length).toBe(1);
});

it("refuses an SMS", async () => {
  const server = await startServer();
  const sms = { to: "+15550100", subject: "", text: "Your code is 123456." };
  await expect(smtpDelivery({ url: server.url(), from })(sms)).rejects.toThrow("SMTP delivers no SMS");
  expect(server.mails).toEqual([]);
});

it("times out if the server sends no greeting", async () => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => void sockets.add(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  const url = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  await expect(smtpDelivery({ url, from }, { greetingTimeout: 50 })(message)).rejects.toMatchObject({
    code: "ETIMEDOUT",
  });
});
