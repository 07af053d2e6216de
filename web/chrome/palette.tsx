// The command palette: a field, and below it the commands whose names have all its words. It runs one and is
// closed before that; what a command does is not its business.
import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../texts/text';
import type { Command } from './commands';
import { keyWords } from './keys';

function matching(commands: readonly Command[], typed: string): Command[] {
  const words = typed.toLowerCase().match(/\S+/g) ?? [];
  return commands.filter(({ name, unfit }) => {
    const lower = name.toLowerCase();
    return !unfit?.() && words.every((word) => lower.includes(word));
  });
}

export function Palette({
  commands,
  onChoose,
  onClose,
}: {
  commands: readonly Command[];
  onChoose(command: Command): void;
  onClose(): void;
}) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const found = matching(commands, typed);
  const current = Math.min(at, found.length - 1);
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const onKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((current + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const command = found[current];
      if (command) onChoose(command);
    }
  };
  return (
    <>
      <div class="dialog-head">
        <h2 id="dialog-title">{text('palette.title')}</h2>
        <button onClick={onClose}>{text('dialog.close')}</button>
      </div>
      <input
        class="palette-field"
        type="text"
        role="combobox"
        autofocus
        autocomplete="off"
        spellcheck={false}
        aria-label={text('palette.field')}
        placeholder={text('palette.field')}
        aria-expanded={true}
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-activedescendant={
          found.length > 0 ? `palette-${current}` : undefined
        }
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <ul
        ref={list}
        id="palette-list"
        class="palette"
        role="listbox"
        aria-label={text('palette.title')}
      >
        {found.map((command, i) => (
          <li
            key={command.name}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === current}
            onClick={() => onChoose(command)}
          >
            <span>{command.name}</span>
            {command.keys && <kbd>{keyWords(command.keys)}</kbd>}
          </li>
        ))}
      </ul>
      <p class="dialog-about" role="status">
        {found.length === 0 && text('palette.none')}
      </p>
    </>
  );
}
