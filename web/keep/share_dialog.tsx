// The Share dialog: the link, and the program as files for Node. It shows what it is given and tells which
// button was pressed; the room is in the link only while its box is ticked.
import { useEffect, useState } from 'preact/hooks';
import { text } from '../texts/text';
import { Phone } from '../phone/phone';
import { copy } from './download';

/** UTF-16 units; longer links are cut by some of the programs they are sent with. */
const safeLength = 1900;

interface Actions {
  /** Of the page that another device opens; null where no other can be joined. */
  fragmentForPhone: string | null;
  /** @returns the whole address */
  linkOf(withRoom: boolean): Promise<string>;
  onProject(): void;
  onRunInNode(): void;
  onSavePicture(): void;
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
        aria-label={text('share.link')}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <label>
        <input
          type="checkbox"
          checked={withRoom}
          onChange={(event) => setWithRoom(event.currentTarget.checked)}
        />
        {text('share.withRoom')}
      </label>
      <div class="dialog-row">
        <button
          onClick={() =>
            void copy(link).then((done) =>
              setCopied(text(done ? 'share.copied' : 'share.copyYourself')),
            )
          }
        >
          {text('share.copy')}
        </button>
        <span role="status">
          {copied} {text('share.length', { count: link.length })}
          {link.length > safeLength && `: ${text('share.long')}`}
        </span>
      </div>
    </section>
  );
}

export function ShareDialog(actions: Actions) {
  const {
    fragmentForPhone,
    linkOf,
    onProject,
    onRunInNode,
    onSavePicture,
    onSaveLog,
    onClose,
  } = actions;
  return (
    <>
      <div class="dialog-head">
        <h2 id="dialog-title">{text('share.title')}</h2>
        <button onClick={onClose}>{text('dialog.close')}</button>
      </div>
      <p class="dialog-about">{text('share.about')}</p>
      <Link linkOf={linkOf} />
      {fragmentForPhone !== null && (
        <>
          <h3>{text('phone.title')}</h3>
          <Phone fragment={fragmentForPhone} />
        </>
      )}
      <h3>{text('share.files')}</h3>
      <p class="dialog-about">{text('share.filesAbout')}</p>
      <div class="dialog-row">
        <button onClick={onProject}>{text('share.project')}</button>
        <button onClick={onRunInNode}>{text('share.runInNode')}</button>
      </div>
      <h3>{text('share.thisRun')}</h3>
      <div class="dialog-row">
        <button onClick={onSavePicture}>{text('share.savePicture')}</button>
        <button onClick={onSaveLog}>{text('share.saveLog')}</button>
      </div>
    </>
  );
}
