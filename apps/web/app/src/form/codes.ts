import type { CodeAnswer, CodeRequest } from './codes.worker.ts';

// Bar and QR codes out of pictures: by the browser where it can, else in a worker of ours.

/** Something a code is looked for in. */
export type Seen = HTMLVideoElement | ImageBitmap;

export interface CodeReader {
  /** The text of a code; null when none is seen. */
  readonly read: (seen: Seen) => Promise<string | null>;
  readonly close: () => void;
}

interface Detector {
  detect(seen: Seen): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorType {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

const formats = ['qr_code', 'code_128', 'code_39', 'ean_13', 'ean_8', 'itf', 'codabar', 'upc_a', 'upc_e', 'data_matrix'];
const needed = ['qr_code', 'code_128', 'ean_13'];
const sharpEnough = 1024;

/** Opens a reader; close it. */
export async function openReader(): Promise<CodeReader> {
  const type = (globalThis as { BarcodeDetector?: DetectorType }).BarcodeDetector;
  const known = type === undefined ? [] : await type.getSupportedFormats().catch(() => []);
  if (type !== undefined && needed.every(format => known.includes(format))) {
    const detector = new type({ formats: formats.filter(format => known.includes(format)) });
    return { read: async seen => clean((await detector.detect(seen))[0]?.rawValue), close: () => undefined };
  }
  return inWorker();
}

function inWorker(): CodeReader {
  const worker = new Worker(new URL('./codes.worker.ts', import.meta.url), { type: 'module' });
  const paper = document.createElement('canvas');
  const pen = paper.getContext('2d', { willReadFrequently: true })!;
  return {
    close: () => worker.terminate(),
    async read(seen) {
      const [width, height] = 'videoWidth' in seen ? [seen.videoWidth, seen.videoHeight] : [seen.width, seen.height];
      if (width === 0 || height === 0) return null;
      const scale = Math.min(1, sharpEnough / Math.max(width, height));
      [paper.width, paper.height] = [Math.round(width * scale), Math.round(height * scale)];
      pen.drawImage(seen, 0, 0, paper.width, paper.height);
      const { data } = pen.getImageData(0, 0, paper.width, paper.height);
      const answer = new Promise<CodeAnswer>((done, fail) => {
        worker.onmessage = ({ data: answered }: MessageEvent<CodeAnswer>) => done(answered);
        worker.onerror = event => fail(new Error(event.message));
      });
      worker.postMessage({ width: paper.width, height: paper.height, pixels: data.buffer } satisfies CodeRequest, [data.buffer]);
      return clean((await answer).text);
    },
  };
}

/** What a code says, without signs that nobody can type or see; null when nothing is left. */
export function clean(text: string | null | undefined): string | null {
  const visible = (text ?? '').replace(/[\0-\x1f\x7f-\x9f]/g, '').trim();
  return visible === '' ? null : visible;
}
