// The picture as a table: the same facts in words and numbers, for screen readers and for those who
// prefer it. It is always in the document; a switch makes it visible. A box around it hides it: a table itself is never
// narrower than its words.
import type { LevelHistory } from './history';
import type { StreamView } from './model';
import {
  flightWord,
  flowWord,
  levelWords,
  pipeWords,
  readableSteps,
  readingWord,
  sizeWords,
  streamWord,
  wireWords,
  writableSteps,
} from './words';
import { text } from '../texts/text';

function answer(value: boolean | null): string {
  return value === null ? '–' : String(value);
}

/** The highest level so far, in the side's unit. */
function peakWords(
  { objectMode }: { objectMode: boolean },
  history: LevelHistory,
  until: number,
): string {
  return sizeWords(history.peakUntil(until), objectMode);
}

export function StreamTable({
  views,
  until,
  visible,
  caption = text('table.caption'),
}: {
  views: StreamView[];
  caption?: string;
  /** Number of the moment's record; Infinity: all there are. */
  until: number;
  visible: boolean;
}) {
  return (
    <div class={visible ? undefined : 'visually-hidden'}>
      <table class="stream-table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text('table.stream')}</th>
            <th scope="col">{text('table.state')}</th>
            <th scope="col">{text('table.side')}</th>
            <th scope="col">{text('table.buffer')}</th>
            <th scope="col">{text('table.answer')}</th>
            <th scope="col">{text('table.peak')}</th>
            <th scope="col">{text('table.stage')}</th>
            <th scope="col">{text('table.flow')}</th>
            <th scope="col">{text('table.underWay')}</th>
          </tr>
        </thead>
        <tbody>
          {views.flatMap((view) => {
            const { pipedTo, state, wire } = view;
            const { number, label } = view.name;
            const name = `#${number} ${label}`;
            const word = streamWord(state).text;
            const rows = [];
            if (state.writable) {
              const side = state.writable;
              const steps = writableSteps(side, state.closed);
              rows.push(
                <tr key={`${state.id}w`}>
                  <th scope="row">{name}</th>
                  <td>{word}</td>
                  <td>writable</td>
                  <td>{levelWords(side)}</td>
                  <td>write() {answer(side.lastWrite)}</td>
                  <td>{peakWords(side, view.writable, until)}</td>
                  <td>{steps.names[steps.taken - 1]}</td>
                  <td>
                    {side.needDrain ? text('side.needsDrain') : ''}
                    {side.corked > 0 &&
                      ` ${text('side.corked', { count: side.corked })}`}
                  </td>
                  <td>
                    {flightWord(side).text}
                    {wire && `; ${wireWords(wire).join(', ')}`}
                  </td>
                </tr>,
              );
            }
            if (state.readable) {
              const side = state.readable;
              const steps = readableSteps(side, state.closed);
              rows.push(
                <tr key={`${state.id}r`}>
                  <th scope="row">{name}</th>
                  <td>{word}</td>
                  <td>readable</td>
                  <td>{levelWords(side)}</td>
                  <td>push() {answer(side.lastPush)}</td>
                  <td>{peakWords(side, view.readable, until)}</td>
                  <td>{steps.names[steps.taken - 1]}</td>
                  <td>
                    {flowWord(side.flowing).text}
                    {pipedTo !== null && `, ${pipeWords(state, pipedTo)}`}
                  </td>
                  <td>{readingWord(side).text}</td>
                </tr>,
              );
            }
            return rows;
          })}
        </tbody>
      </table>
    </div>
  );
}
