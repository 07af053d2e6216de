// The Wire view: what passes between this tab and the network, frame by frame, how much of each window is left, and
// the knobs that slow the line. At a moment looked at, what had passed by then; what a frame means is said, not decided, here.
import { render } from 'preact';
import { flagNames, typeNames } from '../carrier/yamux';
import type { PictureModel } from '../picture/model';
import type { LoggedFrame } from '../picture/wire_log';
import type { Knobs, WireFrame, WireWindow } from '../run/protocol';
import { spaced } from '../texts/numbers';
import { text } from '../texts/text';

const kib = 1024;
const choices = {
  latency: [0, 50, 200, 1000],
  bandwidth: [0, 4 * kib, 64 * kib, 1024 * kib],
  chunk: [0, 1, 16, 1000],
} as const;
type Knob = keyof typeof choices;

export class WireView {
  private readonly knobs: Knobs = { latency: 0, bandwidth: 0, chunk: 0 };

  /** @param turned the knobs are others */
  constructor(
    private readonly host: HTMLElement,
    private readonly button: HTMLElement,
    private readonly model: PictureModel,
    private readonly turned: (knobs: Knobs) => void,
  ) {
    button.addEventListener('click', () => this.show(host.hidden !== false));
  }

  show(visible: boolean): void {
    this.host.hidden = !visible;
    this.button.setAttribute('aria-pressed', String(visible));
    this.draw();
  }

  draw(): void {
    if (this.host.hidden) return;
    const { wireLog, until } = this.model;
    const frames = wireLog.shown(until);
    const isNow = until === Infinity;
    render(
      <>
        <div class="knobs" role="group" aria-label={text('wire.knobs')}>
          {(Object.keys(choices) as Knob[]).map((knob) => this.select(knob))}
        </div>
        {!isNow && <p class="wire-empty">{text('wire.then')}</p>}
        {wireLog.windows(until).map((window) => (
          <Windows key={window.stream} window={window} />
        ))}
        {frames.length === 0 ? (
          <p class="wire-empty">
            {text(isNow ? 'wire.empty' : 'wire.emptyThen')}
          </p>
        ) : (
          <Frames frames={frames} />
        )}
      </>,
      this.host,
    );
  }

  private select(knob: Knob) {
    return (
      <label key={knob}>
        {text(`wire.${knob}`)}{' '}
        <select
          value={String(this.knobs[knob])}
          onChange={({ currentTarget }) => {
            this.knobs[knob] = Number(currentTarget.value);
            this.turned({ ...this.knobs });
          }}
        >
          {choices[knob].map((value) => (
            <option key={value} value={String(value)}>
              {knobWords(knob, value)}
            </option>
          ))}
        </select>
      </label>
    );
  }
}

function knobWords(knob: Knob, value: number): string {
  if (value === 0) return text('wire.asItIs');
  if (knob === 'latency') return `${spaced(value)} ms`;
  if (knob === 'bandwidth') return `${spaced(value / kib)} KiB/s`;
  return text('unit.bytes', { count: value });
}

/** Both ways' windows of one stream: how much may still be sent. */
function Windows({ window }: { window: WireWindow }) {
  const ways = [
    ['out', window.out, window.outMost],
    ['in', window.in, window.inMost],
  ] as const;
  return (
    <div class="windows">
      <span class="stream-id">
        {text('wire.stream', { stream: String(window.stream) })}
        {window.over && ' RST'}
      </span>
      {ways.map(([way, left, most]) => {
        const words = text('wire.window', {
          left: spaced(Math.round(left / kib)),
          most: spaced(Math.round(most / kib)),
        });
        return (
          <span key={way} class={`window window-${way}`}>
            <span aria-hidden="true">{way === 'out' ? '→' : '←'}</span>
            <span class="visually-hidden">{text(`wire.${way}`)}</span>
            <meter
              min={0}
              max={most}
              value={Math.max(0, left)}
              aria-label={`${text(`wire.${way}`)} ${words}`}
            />
            <span>{words}</span>
          </span>
        );
      })}
    </div>
  );
}

function hex(bytes: number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function readable(bytes: number[]): string {
  return bytes
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
    )
    .join('');
}

function frameWords({ type, flags }: WireFrame): string {
  const set = flagNames.filter((_, bit) => flags & (1 << bit));
  return [typeNames[type] ?? `type ${type}`, ...set].join(' ');
}

function Frames({ frames }: { frames: readonly LoggedFrame[] }) {
  const skipped = frames[0]!.number;
  return (
    <>
      {skipped > 0 && (
        <p class="wire-empty">
          {text('wire.skipped', { kept: frames.length, skipped })}
        </p>
      )}
      <table class="frames">
        <thead>
          <tr>
            <th scope="col">{text('column.time')}</th>
            <th scope="col">{text('wire.way')}</th>
            <th scope="col">{text('wire.frame')}</th>
            <th scope="col">{text('column.stream')}</th>
            <th scope="col">{text('wire.length')}</th>
            <th scope="col">{text('wire.bytes')}</th>
          </tr>
        </thead>
        <tbody>
          {frames.toReversed().map((frame) => (
            <tr key={frame.number} class={`frame-${frame.way}`}>
              <td>{frame.time.toFixed(1)} ms</td>
              <td>
                {frame.way === 'out' ? '→' : '←'} {text(`wire.${frame.way}`)}
              </td>
              <td>{frameWords(frame)}</td>
              <td>{frame.stream}</td>
              <td>{spaced(frame.length)}</td>
              <td class="hex">
                {hex(frame.first)}
                {frame.first.length > 0 && (
                  <span class="ascii"> {readable(frame.first)}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
