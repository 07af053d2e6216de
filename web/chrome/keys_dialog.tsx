// The list behind "?": every key of the page, and the language it speaks. It changes nothing but through its
// callbacks.
import type { TextKey } from '../texts/en';
import { language, languages, text, type Language } from '../texts/text';
import type { Command } from './commands';
import { keyWords } from './keys';

/** Keys of one part of the page alone, which no command has. */
const ofParts: readonly [keys: string, key: TextKey][] = [
  ['Esc, Tab', 'keys.leaveEditor'],
  ['Ctrl Space', 'keys.complete'],
  ['Ctrl F', 'editor.find'],
  ['← →', 'keys.event'],
  ['Shift ← →', 'keys.eventOfStream'],
  ['Ctrl ← →', 'keys.interesting'],
  ['Home, End', 'keys.ends'],
  ['↑ ↓', 'keys.row'],
  ['Enter', 'keys.toLine'],
];

export function KeysDialog({
  commands,
  onLanguage,
  onClose,
}: {
  commands: readonly Command[];
  onLanguage(language: Language): void;
  onClose(): void;
}) {
  const rows = commands
    .filter(({ keys }) => keys !== undefined)
    .map(({ keys, name }) => [keyWords(keys!), name]);
  const more = ofParts.map(([keys, key]) => [keys, text(key)]);
  return (
    <>
      <div class="dialog-head">
        <h2 id="dialog-title">{text('keys.title')}</h2>
        <button onClick={onClose}>{text('dialog.close')}</button>
      </div>
      <label class="language">
        {text('keys.language')}{' '}
        <select
          value={language}
          onChange={({ currentTarget }) =>
            onLanguage(currentTarget.value as Language)
          }
        >
          {Object.entries(languages).map(([id, name]) => (
            <option key={id} value={id} lang={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{text('keys.key')}</th>
            <th scope="col">{text('keys.does')}</th>
          </tr>
        </thead>
        <tbody>
          {[...rows, ...more].map(([keys, does]) => (
            <tr key={does}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
