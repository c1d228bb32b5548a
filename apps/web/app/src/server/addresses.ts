/** A transition as an address has it: by its full name, for a field may be called the same. */
export function actionOf(app: string, transition: string): string {
  return `${/^\d/.test(app) ? '_' : ''}${app.replaceAll('-', '_')}.${transition}`;
}
