const longest = 1920;
const smallEnough = 400_000;

/** A photo as it is sent: no larger than a screen needs. What is small, or cannot be drawn, is sent as it is. */
export async function compress(file: File): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= smallEnough) return file;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', 0.82));
    return blob !== null && blob.size < file.size ? blob : file;
  } catch {
    return file;
  }
}

/** Draws a picture into a canvas: no address of a blob is needed, which the page's policy would not let in. */
export async function draw(blob: Blob, canvas: HTMLCanvasElement): Promise<void> {
  const image = await createImageBitmap(blob);
  const side = 160;
  const scale = side / Math.min(image.width, image.height);
  [canvas.width, canvas.height] = [side, side];
  canvas.getContext('2d')!.drawImage(image, (side - image.width * scale) / 2, (side - image.height * scale) / 2, image.width * scale, image.height * scale);
}
