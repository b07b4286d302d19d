import { createCipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/** AES-256-GCM with a key derived by HKDF with SHA-256, without signature and key commitment, as in Cognito's messages. */
const suite = Buffer.from([0x01, 0x78]);
const finalFrame = Buffer.from("AWSKMSEncryptionClient Final Frame");
const ivBytes = 12;
const tagBytes = 16;
const frameBytes = 4096;

/** The namespace of the wrapping keys. */
export const keyNamespace = "local-user-pool";

/** The key that stands for a KMS key, which is not on this machine: the SHA-256 of its ARN. It protects nothing. */
export function wrappingKeyOf(kmsKeyArn: string): Buffer {
  return createHash("sha256").update(kmsKeyArn).digest();
}

/**
 * Encrypts a text as a message of the AWS Encryption SDK, in one frame, with an empty encryption context. Its data key is
 * wrapped as by a raw AES keyring with {@link keyNamespace}, the ARN as the name, and {@link wrappingKeyOf}.
 *
 * @param text of at most 4096 bytes.
 * @returns base64.
 * @see https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html
 */
export function encryptMessage(kmsKeyArn: string, text: string): string {
  const plain = Buffer.from(text);
  const messageId = randomBytes(16);
  const dataKey = randomBytes(32);
  const info = Buffer.concat([suite, messageId]);
  const key = Buffer.from(hkdfSync("sha256", dataKey, Buffer.alloc(0), info, 32));
  const header = Buffer.concat([
    Buffer.from([0x01, 0x80]),
    suite,
    messageId,
    uint16(0),
    uint16(1),
    wrapDataKey(kmsKeyArn, dataKey),
    Buffer.from([0x02, 0, 0, 0, 0, ivBytes]),
    uint32(frameBytes),
  ]);
  const headerIv = Buffer.alloc(ivBytes);
  const headerTag = encrypt(key, headerIv, header, Buffer.alloc(0)).tag;
  const frameIv = Buffer.concat([Buffer.alloc(ivBytes - 4), uint32(1)]);
  const length = uint32(plain.length);
  const aad = Buffer.concat([messageId, finalFrame, uint32(1), uint32(0), length]);
  const frame = encrypt(key, frameIv, aad, plain);
  return Buffer.concat([
    header,
    headerIv,
    headerTag,
    uint32(0xffff_ffff),
    uint32(1),
    frameIv,
    length,
    frame.text,
    frame.tag,
  ]).toString("base64");
}

function wrapDataKey(kmsKeyArn: string, dataKey: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const wrapped = encrypt(wrappingKeyOf(kmsKeyArn), iv, Buffer.alloc(0), dataKey);
  const info = Buffer.concat([Buffer.from(kmsKeyArn), uint32(tagBytes * 8), uint32(ivBytes), iv]);
  const fields = [Buffer.from(keyNamespace), info, Buffer.concat([wrapped.text, wrapped.tag])];
  return Buffer.concat(fields.flatMap((field) => [uint16(field.length), field]));
}

function encrypt(key: Buffer, iv: Buffer, aad: Buffer, plain: Buffer): { text: Buffer; tag: Buffer } {
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
  cipher.setAAD(aad);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { text, tag: cipher.getAuthTag() };
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
