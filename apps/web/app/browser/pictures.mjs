// Pictures for the tests: photos as cameras write them, and codes.
import { createRequire } from 'node:module';

const { BarcodeFormat, QRCodeWriter } = createRequire(import.meta.url)('@zxing/library');

/** A photo of one colour as a phone writes it: turned by its EXIF, which also tells where it was taken. */
export async function photo(page, { width = 3000, height = 2000, colour = '#fff', orientation = 6, noise = false } = {}) {
  const url = await page.evaluate(async ([w, h, fill, isNoisy]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
    const pen = canvas.getContext('2d');
    pen.fillStyle = fill;
    pen.fillRect(0, 0, w, h);
    if (isNoisy) for (let i = 0; i < 60_000; i++) { pen.fillStyle = `hsl(${(i * 37) % 360} 80% ${(i * 13) % 100}%)`; pen.fillRect((i * 131) % w, (i * 197) % h, 14, 14); }
    return canvas.toDataURL('image/jpeg', 0.95);
  }, [width, height, colour, noise]);
  const jpeg = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  return Buffer.concat([jpeg.subarray(0, 2), exif(orientation), jpeg.subarray(2)]);
}

// One entry (orientation), then a text as cameras write serial numbers and places.
function exif(orientation) {
  const secret = Buffer.from('SECRET-PLACE-31.23N-121.47E\0');
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, secret]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

function squares(text, side) {
  const bits = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, side, side, new Map());
  return (x, y) => bits.get(x, y);
}

// The signs of Code 39 that the tests need: nine bars and gaps each, wide or narrow.
const signs = { 1: 'wnnwnnnnw', 4: 'nnnwwnnnw', 7: 'nnnwnnwnw', H: 'wnnnnwwnn', S: 'nnwnnnwwn', '-': 'nwnnnnwnw', '*': 'nwnnwnwnn' };

/** A picture of a bar code (Code 39). */
export async function barPicture(page, text) {
  const bars = [...`*${text}*`].flatMap(sign => [...[...signs[sign]].map((width, i) => [i % 2 === 0, width === 'w' ? 6 : 2]), [false, 2]]);
  const url = await page.evaluate(drawn => {
    const canvas = Object.assign(document.createElement('canvas'), { width: drawn.reduce((sum, [, width]) => sum + width, 80), height: 160 });
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, 160);
    pen.fillStyle = '#000';
    let x = 40;
    for (const [isBar, width] of drawn) { if (isBar) pen.fillRect(x, 20, width, 120); x += width; }
    return canvas.toDataURL('image/png');
  }, bars);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** What a camera sees that is held before a code, as Chromium's made-up camera reads it (Y4M). */
export function codeVideo(text, width = 640, height = 480, side = 360) {
  const dark = squares(text, side);
  const light = Buffer.alloc(width * height, 235);
  const [left, top] = [(width - side) / 2, (height - side) / 2];
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) if (dark(x, y)) light[(y + top) * width + x + left] = 16;
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}
