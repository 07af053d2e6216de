// Wires the page: session, runner, carrier and panes. No part knows another but through here.
import { render } from 'preact';
import engineUrl from 'tincan-engine.wasm?url';
import { offerBrowserPorts } from './carrier/browser_port';
import carrierUrl from './carrier/worker.ts?worker&url';
import { laterTelling } from './chrome/later';
import { PageCommands } from './chrome/page_commands';
import { paneNames, PaneTabs, type PaneName } from './chrome/tabs';
import { Toolbar } from './chrome/toolbar';
import { FilenameField } from './chrome/filename';
import { CodeEvents } from './panes/code_events';
import { ConsolePane } from './panes/console';
import { EventsPane } from './panes/events';
import { Pace } from './panes/pace';
import { CompareLater } from './compare/compare_later';
import { Documents } from './keep/documents';
import { Keep } from './keep/keep';
import { Notice } from './keep/notice';
import { Summary } from './panes/summary';
import { Timeline } from './panes/timeline';
import { WireView } from './panes/wire';
import { PictureModel } from './picture/model';
import { Picture } from './picture/picture';
import { isKept, keepOffline } from './offline/offline';
import type { Program } from './programs/index';
import { fetchAhead, fetchFor, waitAhead } from './run/ahead';
import { load } from './run/load';
import { optionFields, readOptions } from './run/options';
import type { CarrierPort, FromCarrier, ToCarrier } from './run/protocol';
import { Runner } from './run/runner';
import { joinOther } from './side_by_side/can';
import { OthersSwitch } from './shared_picture/switch';
import { Session, type RunState } from './session';
import runWorkerUrl from './worker/main.ts?worker&url';
import { noteWords } from './texts/reasons';
import { text, useLanguage } from './texts/text';

function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found as T;
}

function ownCarrier(): CarrierPort {
  const worker = new Worker(carrierUrl);
  offerBrowserPorts(worker);
  return worker;
}

await useLanguage();
/** The page around this one, which has the other can beside it. */
const can = await joinOther();
const carrier = can?.carrier ?? ownCarrier();
if (can !== null) document.documentElement.dataset['can'] = can.name;
/** In somebody's article, as web/embed has it there. */
const embedded = document.documentElement.hasAttribute('data-embed');
const engine = load(engineUrl).then((response) => response.arrayBuffer());
const runner = new Runner(
  embedded ? 'sandbox_embed.html' : 'sandbox.html',
  !embedded && isKept(),
  {
    runtime: load(runWorkerUrl).then((response) => response.text()),
    engine,
  },
  carrier,
  can !== null,
);

const nothingSkipped = { lines: 0, characters: 0 };
const model = new PictureModel();
const panes = element('panes');
const news = new Set<PaneName>();

/** As style/can.css has it. */
const besideRoom = matchMedia('(min-width: 481px) and (min-height: 560px)');

function showPane(pane: PaneName): void {
  // A can with room for two panes always shows its code.
  if (pane === 'code' && can !== null && besideRoom.matches) return;
  panes.dataset['pane'] = pane;
  timeline.show(pane);
  news.delete(pane);
  renderTabs();
}

function noteNews(pane: PaneName): void {
  if (panes.dataset['pane'] === pane || news.has(pane)) return;
  news.add(pane);
  renderTabs();
}

function renderTabs(): void {
  const shown = panes.dataset['pane'] as PaneName;
  render(
    <PaneTabs shown={shown} news={news} onShow={showPane} />,
    element('tabs'),
  );
}

const keepNotice = new Notice(element('keep-notice'));
const later = laterTelling((words) => keepNotice.show(words));
// The editor is the largest part by far: the page is painted before it is here.
const [documents, { Editor }] = await Promise.all([
  Documents.open((text) => keepNotice.show(text)),
  import('./editor/editor'),
]);
const session = new Session(runner, documents, can, renderChrome);
const editor = new Editor({
  parent: element('editor'),
  code: '',
  onChange: (code) => session.edit(code),
  onRun: () => void session.run(),
  onStop: () => session.stop(),
  onLine: () => requestAnimationFrame(() => codeEvents.drawButton()),
  tell: (words) => keepNotice.show(words),
});
const filename = new FilenameField(
  element<HTMLInputElement>('filename'),
  element('filename-problem'),
  (name) => session.rename(name),
);
const output = new ConsolePane(
  element('console'),
  element('console-notice'),
  (place) => {
    showPane('code');
    editor.goTo(place);
  },
);
const goToLine = (line: number) => {
  showPane('code');
  editor.goTo({ line, column: 1 });
};
const events = new EventsPane(
  {
    log: element('events'),
    notice: element('events-notice'),
    filter: element<HTMLInputElement>('events-filter'),
    fold: element('events-fold'),
    copy: element('events-copy'),
    said: element('events-said'),
  },
  model,
  goToLine,
  () => draw(true),
  () => draw(true),
);
const picture = new Picture(
  element('picture'),
  element('streams-notice'),
  model,
  {
    get chosen() {
      return events.stream;
    },
    choose: (stream) =>
      events.setFilter(events.stream === stream ? '' : `stream:#${stream}`),
    choosePart: (stream, filter) =>
      events.setFilter(`stream:#${stream} ${filter}`),
  },
  can !== null,
);
const timeline = new Timeline(
  element('timeline'),
  model,
  () => draw(true),
  () => events.stream,
);
const wire = new WireView(
  element('wire'),
  element('wire-shown'),
  model,
  (knobs) => carrier.postMessage({ type: 'knobs', knobs } satisfies ToCarrier),
);
const othersButton = element('others-shown');
// Of two cans side by side, both are seen; an article is alone.
othersButton.hidden = can !== null || embedded;
const others = new OthersSwitch(element('others'), othersButton, {
  session,
  model,
  carrier,
  engine,
});
const summary = new Summary(element('summary'), model);
const codeEvents = new CodeEvents(
  element('line-events'),
  model,
  editor,
  events,
  () => showPane('events'),
);

const tableButton = element('table');

function setTable(visible: boolean): void {
  tableButton.setAttribute('aria-pressed', String(visible));
  picture.setTable(visible);
  others.setTable(visible);
}

/** The program the empty panes speak of. */
let introduced: Program | null = null;
let introducedRun: RunState = 'ready';

/** Of streams and events; a hidden page draws none until it is seen again. */
const pace = new Pace(
  () => draw(false),
  () => 0,
  false,
);

function draw(settled: boolean): void {
  picture.draw(settled);
  events.draw();
  timeline.draw();
  wire.draw();
  codeEvents.draw();
  summary.draw();
}

function renderChrome(): void {
  const { state } = session;
  can?.tell({
    run: state.run,
    busy: state.busy,
    program: state.program.id,
    document: state.document.id,
    options: optionFields(state.options),
    fragment: location.hash,
  });
  render(<Toolbar session={session} />, element('toolbar'));
  filename.show(state.document.filename);
  editor.rename(state.document.filename);
  element('reset').hidden = !state.edited;
  others.changed();
  const notice = element('room-notice');
  notice.hidden = state.roomNotice === '';
  notice.textContent = state.roomNotice;
  if (introducedRun !== state.run || introduced !== state.program) {
    introducedRun = state.run;
    introduced = state.program;
    picture.introduce(state.program, state.run);
  }
  const when =
    state.run === 'ready'
      ? 'Ready'
      : state.run === 'running'
        ? 'Running'
        : 'Over';
  element('console').dataset['empty'] = text(`console.empty${when}`);
  events.setEmpty(text(`events.empty${when}`));
  if (state.run !== 'running') requestAnimationFrame(() => draw(true));
}

/** The moment a link speaks of: the next run of its document lands on it. */
let linkedMoment: { document: string; position: number } | null = null;

const saveThePicture = () =>
  later(import('./picture/save_picture'), ({ savePicture }) =>
    savePicture(model, session.state.document.filename),
  );

const keep = new Keep(
  session,
  documents,
  keepNotice,
  {
    read: () => ({
      pane: panes.dataset['pane'] ?? 'code',
      table: String(tableButton.getAttribute('aria-pressed')),
      filter: element<HTMLInputElement>('events-filter').value,
      moment: model.moment === null ? '' : String(model.moment),
      ...optionFields(session.state.options),
    }),
    save: saveThePicture,
    show(fields) {
      const { pane, table, filter, moment } = fields;
      session.setOptions(readOptions(fields));
      if (paneNames.some((name) => name === pane)) showPane(pane as PaneName);
      setTable(table === 'true');
      events.setFilter(filter ?? '');
      linkedMoment = /^\d{1,9}$/.test(moment ?? '')
        ? { document: session.state.document.id, position: Number(moment) }
        : null;
    },
  },
  new CompareLater(session, model, later),
  later,
);

void session.attach({
  openLink: (share) => keep.openLink(share),
  code: () => editor.code,
  load(code) {
    editor.load(code);
    fetchFor(code, session.state.document.filename);
  },
  replace: (code) => editor.replace(code),
  showError: (place, message) => editor.showError(place, message),
  clearError: () => editor.clearError(),
  note: (text) => output.note(text),
  begin(filename) {
    waitAhead();
    output.clear(filename);
    model.start([], [], []);
    events.clear();
    timeline.clear();
    summary.clear();
    model.wireLog.clear();
    wire.draw();
    others.begin(filename);
    news.clear();
    renderTabs();
  },
  message(message) {
    switch (message.type) {
      case 'started':
        model.start(message.kinds, message.sides, message.flags);
        others.message(message);
        break;
      case 'trace':
        model.apply(message.batch);
        noteNews('streams');
        noteNews('events');
        pace.soon();
        others.message(message);
        break;
      case 'output':
        output.write(message.pieces, message.skipped);
        noteNews('console');
        break;
      case 'error':
        output.write([{ fd: 2, text: message.text, cut: 0 }], nothingSkipped);
        noteNews('console');
        break;
      case 'note':
        output.note(noteWords(message));
        noteNews('console');
        break;
      case 'clock':
        model.wireLog.setClock(message.at, message.elapsed);
        break;
      case 'exit':
        break;
    }
  },
  offer(fix, apply) {
    const button = document.createElement('button');
    button.className = 'fix';
    button.textContent = fix.label;
    button.addEventListener('click', apply);
    output.offer(button);
  },
  settle() {
    fetchAhead();
    output.settle();
    if (linkedMoment?.document === session.state.document.id)
      model.lookAt(linkedMoment.position);
    linkedMoment = null;
    draw(true);
  },
});

carrier.addEventListener('message', ({ data }: MessageEvent<FromCarrier>) => {
  if (data.type !== 'wire') session.fromCarrier(data);
  else if (session.isLatest(data.run)) {
    model.wireLog.add(data);
    pace.soon();
  }
});
tableButton.addEventListener('click', () =>
  setTable(tableButton.getAttribute('aria-pressed') !== 'true'),
);
const commands = new PageCommands({
  session,
  timeline,
  editor,
  showPane,
  savePicture: saveThePicture,
  later,
  save() {
    documents.flush();
    keepNotice.show(text('keys.saved'));
  },
});
if (can !== null && besideRoom.matches) showPane('console');
can?.obey({
  run: () => void session.run(),
  stop: () => session.stop(),
  giveWay: () => session.giveWay(),
  share: () => keep.shared,
  palette: () => commands.showPalette(),
  keys: () => commands.showKeys(),
});
if (!embedded && can === null) {
  void keepOffline(new Notice(element('offline-notice'))).catch(
    (error: unknown) => {
      // Storage is blocked, or the host lacks the file: everything else works.
      console.warn(`This page will not open offline: ${String(error)}`);
    },
  );
}
