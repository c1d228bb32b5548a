import { redraw, type Order } from './picture.ts';
import type { PictureAnswer, PictureRequest } from './picture.worker.ts';

// Pictures on the device: made ready to be sent, and drawn.

/** The browser cannot read a picture. */
export class UnreadablePicture extends Error {}

let worker: Worker | null | undefined;
let numbers = 0;
const waiting = new Map<number, { done: (answer: PictureAnswer) => void; fail: (error: Error) => void }>();

// Null where the browser draws on pages only.
function drawer(): Worker | null {
  if (worker !== undefined) return worker;
  if (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') return (worker = null);
  const made = new Worker(new URL('./picture.worker.ts', import.meta.url), { type: 'module' });
  made.onmessage = ({ data }: MessageEvent<PictureAnswer>) => {
    waiting.get(data.number)?.done(data);
    waiting.delete(data.number);
  };
  made.onerror = event => {
    // A browser that does not start it, or runs out of memory in it: the page does the rest.
    for (const one of waiting.values()) one.fail(new Error(event.message));
    waiting.clear();
    made.terminate();
    worker = null;
  };
  return (worker = made);
}

/** A photo as it is sent: upright, small enough, marked, without what the camera wrote into it. Throws UnreadablePicture. */
export async function prepare(blob: Blob, order: Order): Promise<Blob> {
  const elsewhere = drawer();
  if (elsewhere !== null) {
    try {
      const answer = await new Promise<PictureAnswer>((done, fail) => {
        const number = ++numbers;
        waiting.set(number, { done, fail });
        elsewhere.postMessage({ number, blob, order } satisfies PictureRequest);
      });
      if (answer.blob !== null) return answer.blob;
      throw new UnreadablePicture();
    } catch (error) {
      if (error instanceof UnreadablePicture) throw error;
    }
  }
  const image = await createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => { throw new UnreadablePicture(); });
  try {
    return await redraw(image, order, (width, height) => Object.assign(document.createElement('canvas'), { width, height }));
  } finally {
    image.close();
  }
}

/** Draws a picture into a canvas: no address of a blob is needed, which the page's policy would not let in. */
export async function draw(blob: Blob, canvas: HTMLCanvasElement, side: number | null): Promise<void> {
  const image = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  const scale = side === null ? 1 : side / Math.min(image.width, image.height);
  [canvas.width, canvas.height] = side === null ? [image.width, image.height] : [side, side];
  canvas.getContext('2d')!.drawImage(image, (canvas.width - image.width * scale) / 2, (canvas.height - image.height * scale) / 2, image.width * scale, image.height * scale);
  image.close();
}
