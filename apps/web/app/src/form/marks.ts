import { t } from '../ui/texts.ts';
import { showInstant } from '../data/showing.ts';
import type { Position } from './position.ts';

// What is written into a photo, so that it can be told later when, where and by whom it was taken.

const justNow = 5 * 60_000;

/** Whether a chosen file is a photo that was taken for this: the camera's way in, and a file as old as the moment. */
export function isTaken(way: 'camera' | 'album', file: { readonly lastModified: number }, now: number): boolean {
  return way === 'camera' && Math.abs(now - file.lastModified) <= justNow;
}

/** The lines, top to bottom. A picture from the album says so: when and where it was taken is not known. */
export function marksOf(photo: { readonly taken: boolean; readonly now: Date; readonly position: Position | null; readonly division: string; readonly person: string }): string[] {
  const at = showInstant(photo.now.toISOString());
  const who = [photo.division, photo.person].filter(part => part !== '').join(' · ');
  if (!photo.taken) return [t('markChosen', { time: at }), who].filter(line => line !== '');
  return [at, photo.position === null ? t('markNoPlace') : placeOf(photo.position), who].filter(line => line !== '');
}

function placeOf({ latitude, longitude, accuracy }: Position): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}（${t('accuracy', { metres: Math.round(accuracy) })}）`;
}

/** What a photo is called once it is a JPEG, whatever it was. */
export function jpegName(name: string): string {
  const bare = name.replace(/\.[^.]*$/, '').trim();
  return `${bare === '' ? 'photo' : bare}.jpg`;
}
