import { send, ServerError } from './server.ts';

// Attachments by tus 1.0.0: what was interrupted goes on where it was.

const tus = { 'Tus-Resumable': '1.0.0' };
// Small enough for a bad connection to get one through.
const chunk = 1 << 18;
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/**
 * Uploads a file from where an earlier upload of it was interrupted. `begun` is told where it will go on, before anything
 * is sent.
 */
export async function upload(app: string, file: Blob, name: string, at: string | null, begun: (at: string) => Promise<unknown>): Promise<void> {
  let place = at;
  let offset = place === null ? 0 : await offsetOf(place);
  if (place === null || offset === null) {
    const { headers } = await send('/uploads', { method: 'POST', headers: { ...tus, 'Upload-Length': String(file.size), 'Upload-Metadata': metadataOf(app, file, name) } });
    place = new URL(headers.get('Location')!, location.href).pathname;
    await begun(place);
    offset = 0;
  }
  // An empty file is there once it is announced.
  while (offset < file.size) offset = await append(place, file, offset);
}

async function append(place: string, file: Blob, offset: number): Promise<number> {
  try {
    const { headers } = await send(place, {
      method: 'PATCH', body: file.slice(offset, offset + chunk, 'application/offset+octet-stream'), headers: { ...tus, 'Upload-Offset': String(offset) },
    });
    return Number(headers.get('Upload-Offset'));
  } catch (error) {
    // Where it goes on, or that it begins anew, is asked the next time.
    if (error instanceof ServerError && [404, 409, 410].includes(error.status)) throw new ServerError(503, error.code, error.message);
    throw error;
  }
}

// How much the server has; null when it knows nothing of the upload any more.
async function offsetOf(place: string): Promise<number | null> {
  try {
    return Number((await send(place, { method: 'HEAD', headers: tus })).headers.get('Upload-Offset'));
  } catch (error) {
    if (error instanceof ServerError && (error.status === 404 || error.status === 410)) return null;
    throw error;
  }
}

const metadataOf = (app: string, file: Blob, name: string) =>
  Object.entries({ filename: name, filetype: file.type || 'application/octet-stream', app }).map(([key, value]) => `${key} ${base64(value)}`).join(',');
