/** Where the device is. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  /** Metres around it. */
  readonly accuracy: number;
}

const patience = 8_000;
const fresh = 120_000;
let asked: { at: number; answer: Promise<Position | null> } | null = null;

/** Begins to find out where the device is; the browser asks the person when they have not decided yet. */
export function askPosition(): void {
  if (!('geolocation' in navigator) || (asked !== null && Date.now() - asked.at < fresh)) return;
  const answer = new Promise<Position | null>(done => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy }),
      () => done(null), { enableHighAccuracy: true, timeout: 20_000, maximumAge: fresh });
  });
  asked = { at: Date.now(), answer };
  void answer.then(found => { if (found === null) asked = null; }); // it is asked again for the next photo
}

/** Where it is, as far as that is known in a few seconds; null when it is not, or nobody let us ask. */
export async function positionSoon(): Promise<Position | null> {
  if (asked === null && (await isAllowed())) askPosition();
  if (asked === null) return null;
  return Promise.race([asked.answer, new Promise<null>(done => setTimeout(() => done(null), patience))]);
}

async function isAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted';
  } catch {
    return false; // a browser that does not tell
  }
}
