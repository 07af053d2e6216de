// The Share dialog: the link, and the program as files for Node. It shows what it is given and tells which
// button was pressed; the room is in the link only while its box is ticked.
import { useEffect, useState } from 'preact/hooks';
import { spaced } from '../picture/words';
import { copy } from './download';

/** UTF-16 units; longer links are cut by some of the programs they are sent with. */
const safeLength = 1900;

interface Actions {
  /** @returns the whole address */
  linkOf(withRoom: boolean): Promise<string>;
  onProject(): void;
  onRunInNode(): void;
  onSaveLog(): void;
  onClose(): void;
}

function Link({ linkOf }: Pick<Actions, 'linkOf'>) {
  const [withRoom, setWithRoom] = useState(false);
  const [link, setLink] = useState('');
  const [copied, setCopied] = useState('');
  useEffect(() => {
    setCopied('');
    void linkOf(withRoom).then(setLink);
  }, [withRoom]);
  return (
    <section class="share-link">
      <textarea
        readOnly
        rows={3}
        aria-label="Link"
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <label>
        <input
          type="checkbox"
          checked={withRoom}
          onChange={(event) => setWithRoom(event.currentTarget.checked)}
        />
        With this room: whoever opens the link can connect to this tab
      </label>
      <div class="dialog-row">
        <button
          onClick={() =>
            void copy(link).then((done) =>
              setCopied(done ? 'Copied.' : 'Select the link and copy it.'),
            )
          }
        >
          Copy link
        </button>
        <span role="status">
          {copied} {spaced(link.length)} characters
          {link.length > safeLength &&
            ': some programs cut links this long, so a file may be safer'}
        </span>
      </div>
    </section>
  );
}

export function ShareDialog(actions: Actions) {
  const { linkOf, onProject, onRunInNode, onSaveLog, onClose } = actions;
  return (
    <>
      <div class="dialog-head">
        <h2 id="dialog-title">Share</h2>
        <button onClick={onClose}>Close</button>
      </div>
      <p class="dialog-about">
        The link holds the program as it is now, and what is in view. It opens
        as a copy of its own, and runs nothing by itself.
      </p>
      <Link linkOf={linkOf} />
      <h3>Files for Node</h3>
      <p class="dialog-about">
        A project is a folder: npm start runs it, with nothing to install.
      </p>
      <div class="dialog-row">
        <button onClick={onProject}>Download project</button>
        <button onClick={onRunInNode}>Run in Node and compare</button>
      </div>
      <h3>This run</h3>
      <div class="dialog-row">
        <button onClick={onSaveLog}>Save log as JSON</button>
      </div>
    </>
  );
}
