/** A picture as a browser draws it, on a page or in a worker. */
type Drawable = ImageBitmap;
type Paper = HTMLCanvasElement | OffscreenCanvas;
type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** What somebody wants of a photo: how large it may be, and what is written into it. */
export interface Order {
  readonly longest: number;
  readonly bytes: number;
  /** Lines at the bottom left; none for a picture that is not marked. */
  readonly marks: readonly string[];
}

/** A photo as it is sent: what a screen shows, on a cheap phone's connection. */
export const usual = { longest: 1920, bytes: 600_000 } as const;

const qualities = [0.85, 0.75, 0.65, 0.55];
const smallest = 640;

/** Width and height so that the long side is no longer than it may be; a picture is never made larger. */
export function fitted(width: number, height: number, longest: number): readonly [width: number, height: number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** What is tried one after another until a picture is small enough: first less quality, then fewer pixels. */
export function* attempts(longest: number): Generator<{ longest: number; quality: number }> {
  for (let side = longest; side >= Math.min(longest, smallest); side = Math.floor(side * 0.75))
    for (const quality of qualities) yield { longest: side, quality };
}

/**
 * Draws a picture anew: upright, no larger than ordered, marked, and with nothing of what the camera wrote beside it (place,
 * device, owner). Of what is tried the first that is small enough is taken, else the smallest.
 */
export async function redraw(image: Drawable, order: Order, paperOf: (width: number, height: number) => Paper): Promise<Blob> {
  let least: Blob | null = null;
  let paper: Paper | null = null;
  let drawn = 0;
  for (const { longest, quality } of attempts(order.longest)) {
    if (paper === null || longest !== drawn) {
      const [width, height] = fitted(image.width, image.height, longest);
      paper = paperOf(width, height);
      const pen = paper.getContext('2d') as Pen;
      pen.fillStyle = '#fff'; // what is transparent would become black
      pen.fillRect(0, 0, width, height);
      pen.drawImage(image, 0, 0, width, height);
      write(pen, width, height, order.marks);
      drawn = longest;
    }
    const blob = await encode(paper, quality);
    if (least === null || blob.size < least.size) least = blob;
    if (blob.size <= order.bytes) return blob;
  }
  return least!;
}

/** How high a line of marks is on a picture: to be read on a phone, and never more than a third of the picture in all. */
export function lineHeight(width: number, height: number, lines: number): number {
  return Math.max(9, Math.min(Math.round(Math.min(width, height) / 24), Math.floor(height / 3 / Math.max(1, lines))));
}

// White on a dark veil, with a dark edge: legible over snow and over night.
function write(pen: Pen, width: number, height: number, marks: readonly string[]): void {
  if (marks.length === 0) return;
  let size = lineHeight(width, height, marks.length);
  const font = (pixels: number) => `${pixels}px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif`;
  pen.font = font(size * 0.8);
  const widest = Math.max(...marks.map(mark => pen.measureText(mark).width));
  if (widest > width * 0.94) {
    size *= (width * 0.94) / widest;
    pen.font = font(size * 0.8);
  }
  const [pad, line] = [size * 0.4, size];
  const high = marks.length * line + pad * 2;
  const wide = Math.max(...marks.map(mark => pen.measureText(mark).width)) + pad * 2;
  pen.fillStyle = 'rgba(0, 0, 0, 0.55)';
  pen.fillRect(0, height - high, Math.min(width, wide), high);
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  pen.lineWidth = Math.max(1, size / 10);
  pen.strokeStyle = '#000';
  pen.fillStyle = '#fff';
  marks.forEach((mark, i) => {
    const y = height - high + pad + line * (i + 0.5);
    pen.strokeText(mark, pad, y);
    pen.fillText(mark, pad, y);
  });
}

async function encode(paper: Paper, quality: number): Promise<Blob> {
  if ('convertToBlob' in paper) return paper.convertToBlob({ type: 'image/jpeg', quality });
  return new Promise((done, fail) => paper.toBlob(blob => (blob === null ? fail(new Error('The picture cannot be encoded.')) : done(blob)), 'image/jpeg', quality));
}
