const byteOrderMark = '\ufeff'; // by it Excel knows that it is UTF-8

/** Rows as a file that spreadsheets open. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return byteOrderMark + rows.map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

// What a spreadsheet would take for a formula begins with a quotation mark instead; numbers stay numbers.
function cell(text: string): string {
  const isFormula = /^[=+\-@\t\r＝＋－＠]/.test(text) && !/^-\d+(\.\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || isFormula ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Gives a file to the person. */
export function download(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser has begun to read it by then
}
