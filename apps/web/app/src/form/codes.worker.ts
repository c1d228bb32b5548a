import BinaryBitmap from '@zxing/library/esnext/core/BinaryBitmap';
import HybridBinarizer from '@zxing/library/esnext/core/common/HybridBinarizer';
import DataMatrixReader from '@zxing/library/esnext/core/datamatrix/DataMatrixReader';
import DecodeHintType from '@zxing/library/esnext/core/DecodeHintType';
import MultiFormatOneDReader from '@zxing/library/esnext/core/oned/MultiFormatOneDReader';
import QRCodeReader from '@zxing/library/esnext/core/qrcode/QRCodeReader';
import type Reader from '@zxing/library/esnext/core/Reader';
import RGBLuminanceSource from '@zxing/library/esnext/core/RGBLuminanceSource';

// Looks for codes where the browser has no reader of its own.

/** A picture, four bytes a pixel. */
export interface CodeRequest {
  readonly width: number;
  readonly height: number;
  readonly pixels: ArrayBufferLike;
}

export interface CodeAnswer {
  readonly text: string | null;
}

const hints = new Map<DecodeHintType, unknown>([[DecodeHintType.TRY_HARDER, true]]);
const readers: readonly Reader[] = [new QRCodeReader(), new MultiFormatOneDReader(hints), new DataMatrixReader()];

addEventListener('message', ({ data: { width, height, pixels } }: MessageEvent<CodeRequest>) => {
  const colours = new Uint8ClampedArray(pixels);
  const grey = new Uint8ClampedArray(width * height);
  for (let i = 0; i < grey.length; i++) grey[i] = (colours[i * 4]! * 77 + colours[i * 4 + 1]! * 150 + colours[i * 4 + 2]! * 29) >> 8;
  postMessage({ text: find(new RGBLuminanceSource(grey, width, height)) } satisfies CodeAnswer);
});

function find(source: RGBLuminanceSource): string | null {
  for (const reader of readers) {
    try {
      return reader.decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText();
    } catch {
      // A reader says by an exception that it sees nothing of its kind.
    }
  }
  return null;
}
