// What the dialogs of keeping and sharing are made of, loaded with the first of them (keep.tsx).
export { DiffDialog } from './diff_dialog';
export { download } from './download';
export { HistoryDialog } from './history_dialog';
export { lineDiff } from './line_diff';
export { projectOf } from './project';
export { pack } from './share';
export { ShareDialog } from './share_dialog';
