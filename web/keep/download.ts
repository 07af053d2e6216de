// Hands the person a file, or a text to the clipboard. Nothing leaves the browser.

export function download(
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  type: string,
): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The download holds the blob by now.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/** @returns whether the text is on the clipboard */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No secure context, or no permission: the person is shown the text and copies it.
    return false;
  }
}
