// Keys of the page as it writes them in its code ("Mod+Enter", "Alt+1", "F10"): whether an event is one of them,
// and how they are called on this machine. It does nothing.

const macLike = /Mac|iPhone|iPad/.test(navigator.platform);

const signs: Record<string, string> = macLike
  ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵' }
  : { Mod: 'Ctrl', Enter: '↵' };

export function keyWords(keys: string): string {
  const names = keys.split('+').map((key) => signs[key] ?? key);
  return names.join(macLike ? '' : ' ');
}

/** As aria-keyshortcuts wants them. */
export function keyShortcuts(keys: string): string {
  return keys.replace('Mod', macLike ? 'Meta' : 'Control');
}

/** Where a letter is text, not a key of the page. */
function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

export function isKey(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+');
  const key = parts.pop()!;
  const mod = macLike ? event.metaKey : event.ctrlKey;
  if (parts.includes('Mod') !== mod) return false;
  if (parts.includes('Alt') !== event.altKey) return false;
  // The sign itself may need Shift.
  const letter = /^[?.]$/.test(key);
  if (!letter && parts.includes('Shift') !== event.shiftKey) return false;
  // With Alt a letter may be another one: the key's place counts.
  const place = event.altKey ? /^(?:Digit|Key)(.)$/.exec(event.code) : null;
  const pressed = place?.[1] ?? event.key;
  if (pressed.toLowerCase() !== key.toLowerCase()) return false;
  return key.length > 1 || parts.length > 0 || !takesText(event.target);
}
