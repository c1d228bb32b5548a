import { files } from '../data/drafts.ts';
import type { Attachment } from '../server/outline.ts';
import { records } from '../server/server.ts';

/**
 * The one place from which attachments go to the server. The device keeps what was sent, for its preview. How far it is comes
 * by `progress`, from 0 to 1, where the connection tells.
 */
export async function send(user: string, app: string, blob: Blob, name: string, progress: (part: number) => void): Promise<Attachment> {
  progress(0);
  const { hash, mediaType, size } = await records.upload(app, blob, name);
  await files.keep(user, hash, blob).catch(() => undefined); // only the preview needs it
  progress(1);
  return { hash, name, mediaType, size };
}
