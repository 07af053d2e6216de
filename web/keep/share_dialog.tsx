// The Share dialog: the link, and the program as files for Node. It shows what it is given and tells which
// button was pressed; the room is in the link only while its box is ticked, and beside another can both programs are.
import { useEffect, useState } from 'preact/hooks';
import { text } from '../texts/text';
import { Phone } from '../phone/phone';
import { copy } from './download';

/** UTF-16 units; longer links are cut by some of the programs they are sent with. */
const safeLength = 1900;

interface Actions {
  /** Of the page that another device opens; null where no other can be joined. */
  fragmentForPhone: string | null;
  /** Another can is beside this one: a link may open both. There is no room to be let into. */
  beside: boolean;
  /** @returns the whole address, with the room or with both programs where that was ticked */
  linkOf(ticked: boolean): Promise<string>;
  onProject(): void;
  onRunInNode(): void;
  onSavePicture(): void;
  onSaveLog(): void;
  onClose(): void;
}

function Link({ linkOf, beside }: Pick<Actions, 'linkOf' | 'beside'>) {
  const [ticked, setTicked] = useState(beside);
  const [link, setLink] = useState('');
  const [copied, setCopied] = useState('');
  useEffect(() => {
    setCopied('');
    void linkOf(ticked).then(setLink);
  }, [ticked]);
  return (
    <section class="share-link">
      <p class="dialog-about">
        {text(beside && ticked ? 'share.aboutBoth' : 'share.about')}
      </p>
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
          checked={ticked}
          onChange={(event) => setTicked(event.currentTarget.checked)}
        />
        {text(beside ? 'share.both' : 'share.withRoom')}
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
    beside,
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
      <Link linkOf={linkOf} beside={beside} />
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
