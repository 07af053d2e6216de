// What a run depends on beside its program: whose time it goes by, and the seed of chance. It shows them and tells
// what was chosen. The menu closes by Escape and by a press elsewhere.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { readSeed, windows } from '../run/options';
import type { RunOptions } from '../run/protocol';
import { text } from '../texts/text';

interface Choices {
  options: RunOptions;
  /** Another program takes part in the run: time is real. */
  shared: boolean;
  /** That is one in the can beside, else in another tab. */
  beside: boolean;
  onChoose(options: RunOptions): void;
  /** Another seed, and a run with it. */
  onReroll(): void;
  /** Ways out of the page's own: the menu closes behind them. */
  children: ComponentChildren;
}

/** @returns what goes to the menu, which closes like any other */
function useClosing() {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const pressed = ({ target }: PointerEvent) => {
      if (!menu.current!.contains(target as Node)) menu.current!.open = false;
    };
    // Words of the menu can be pressed, too: then no element of it has the focus.
    const keyed = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || !menu.current!.open) return;
      menu.current!.open = false;
      menu.current!.querySelector('summary')!.focus();
    };
    document.addEventListener('pointerdown', pressed);
    document.addEventListener('keydown', keyed);
    return () => {
      document.removeEventListener('pointerdown', pressed);
      document.removeEventListener('keydown', keyed);
    };
  }, []);
  return menu;
}

export function RunOptionsMenu({
  options,
  shared,
  beside,
  onChoose,
  onReroll,
  children,
}: Choices) {
  const menu = useClosing();
  const { time, seed, cut, window } = options;
  const clock = (value: RunOptions['time'], label: string, about: string) => (
    <label>
      <input
        type="radio"
        name="time"
        checked={time === value}
        onChange={() => onChoose({ ...options, time: value })}
      />
      <span>
        {label}
        <small>{about}</small>
      </span>
    </label>
  );
  return (
    <details class="run-options" ref={menu}>
      <summary>
        {text(
          time === 'virtual' && !shared
            ? 'options.summaryVirtual'
            : 'options.summaryWall',
          { seed: String(seed) },
        )}
      </summary>
      <div class="run-options-menu">
        <fieldset>
          <legend>{text('options.time')}</legend>
          {clock(
            'virtual',
            text('options.virtual'),
            text('options.virtualAbout'),
          )}
          {clock(
            'wall',
            text('options.wall'),
            text(beside ? 'options.wallAboutBeside' : 'options.wallAbout'),
          )}
        </fieldset>
        <fieldset>
          <legend>{text('options.chance')}</legend>
          <label>
            {text('options.seed')}{' '}
            <input
              type="text"
              inputMode="numeric"
              size={10}
              value={String(seed)}
              onChange={({ currentTarget }) => {
                const next = readSeed(currentTarget.value.trim()) ?? seed;
                currentTarget.value = String(next);
                onChoose({ ...options, seed: next });
              }}
            />
          </label>
          <button onClick={onReroll}>{text('options.reroll')}</button>
          <label>
            <input
              type="checkbox"
              checked={cut}
              onChange={({ currentTarget }) =>
                onChoose({ ...options, cut: currentTarget.checked })
              }
            />
            <span>
              {text('options.cut')}
              <small>{text('options.cutAbout')}</small>
            </span>
          </label>
        </fieldset>
        <fieldset>
          <legend>{text('options.network')}</legend>
          <label>
            <span>
              {text('options.window')}{' '}
              <select
                value={String(window)}
                onChange={({ currentTarget }) =>
                  onChoose({ ...options, window: Number(currentTarget.value) })
                }
              >
                {windows.map((kib) => (
                  <option key={kib} value={String(kib)}>
                    {text('unit.kib', { count: kib })}
                  </option>
                ))}
              </select>
              <small>{text('options.windowAbout')}</small>
            </span>
          </label>
        </fieldset>
        <div
          onClick={() => {
            // What opens gives the focus back to what had it: that must still be seen.
            menu.current!.querySelector('summary')!.focus();
            menu.current!.open = false;
          }}
        >
          {children}
        </div>
      </div>
    </details>
  );
}
