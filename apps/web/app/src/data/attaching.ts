import type { Attachment } from '../server/outline.ts';
import { t } from '../ui/texts.ts';
import { fileKey, files } from './drafts.ts';

/**
 * Keeps a photo, file or signature on the device; it is uploaded before the record that names it. Its hash, by which the
 * record names it, is the SHA-256 of its bytes. Fails when the device is full.
 */
export async function attach(user: string, blob: Blob, name: string): Promise<Attachment> {
  const hash = await hashOf(blob);
  const before = await files.get(user, hash);
  try {
    await files.keep({ key: fileKey(user, hash), user, blob, name, isUploaded: before?.isUploaded ?? false, upload: before?.upload ?? null });
  } catch (error) {
    throw new Error(t('noSpace'), { cause: error });
  }
  return { hash, name, mediaType: blob.type || 'application/octet-stream', size: blob.size };
}

/** The SHA-256 of a file's bytes, in hex. */
export async function hashOf(blob: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
