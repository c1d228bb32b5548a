import { redraw, type Order } from './picture.ts';

// Photos are drawn here, so that typing and scrolling go on meanwhile.

/** A photo to redraw. */
export interface PictureRequest {
  readonly number: number;
  readonly blob: Blob;
  readonly order: Order;
}

/** What came of it; null when the browser cannot read the picture. */
export interface PictureAnswer {
  readonly number: number;
  readonly blob: Blob | null;
}

addEventListener('message', async ({ data: { number, blob, order } }: MessageEvent<PictureRequest>) => {
  const image = await createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => null); // no picture, or of a kind that it does not know
  const answer: PictureAnswer = { number, blob: image === null ? null : await redraw(image, order, (width, height) => new OffscreenCanvas(width, height)) };
  image?.close();
  postMessage(answer);
});
