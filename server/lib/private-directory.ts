import { chmod, mkdir, stat } from "node:fs/promises";

const stickyBit = 0o1000;
const othersBits = 0o077;

/**
 * Creates a directory that only its owner may enter, or closes an existing one to others: it has accounts, keys and mail.
 *
 * @throws Error for a directory that is meant for several users, like /tmp, and what `chmod` throws for one of another user
 */
export async function makePrivateDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const { mode } = await stat(path);
  if ((mode & stickyBit) !== 0)
    throw new Error(`${path} is shared with other users: choose another directory.`);
  if ((mode & othersBits) !== 0) await chmod(path, 0o700);
}
