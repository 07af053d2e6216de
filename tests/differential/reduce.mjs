// Makes a differing program smaller while it goes on differing in the same way. Works on the JSON of a program, so it
// also serves saved programs whose generator has changed since; fast-check's own shrinking comes first (fuzz.mjs).

/** Keys whose removal would leave no program. */
const kKept = new Set([
  'streams',
  'steps',
  'kind',
  'op',
  'seq',
  'do',
  't',
  'v',
  's',
  'd',
  'when',
  'event',
  'chunk',
  'enc',
  'parts',
]);

/** Every program that is one simplification away, boldest first. */
function* simpler(program) {
  const text = JSON.stringify(program);
  const paths = [...walk(program, [])];
  for (const path of paths) {
    const copy = JSON.parse(text);
    const parent = path.slice(0, -1).reduce((node, key) => node[key], copy);
    const key = path.at(-1);
    const value = parent[key];
    if (Array.isArray(parent)) {
      if (
        parent.length === 1 &&
        (path.at(-2) === 'seq' || path.at(-2) === 'streams')
      )
        continue;
      parent.splice(key, 1);
      yield copy;
      if (Array.isArray(value?.do) && path.at(-2) !== 'seq') {
        const lifted = JSON.parse(text);
        const list = path.slice(0, -1).reduce((node, k) => node[k], lifted);
        list.splice(key, 1, ...value.do);
        yield lifted;
      }
    } else if (!kKept.has(key)) {
      delete parent[key];
      yield copy;
    }
  }
  for (const path of paths) {
    const key = path.at(-1);
    const plainer = {
      chunk: { t: 's', v: 'a' },
      style: 'options',
      when: 'tick',
      s: 0,
      d: 1,
    };
    if (key in plainer) {
      const copy = JSON.parse(text);
      path.slice(0, -1).reduce((node, k) => node[k], copy)[key] = plainer[key];
      if (JSON.stringify(copy) !== text) yield copy;
    }
  }
}

/** Paths of all nodes below `node`, outermost first. */
function* walk(node, path) {
  if (node === null || typeof node !== 'object') return;
  const keys = Array.isArray(node)
    ? [...node.keys()].reverse()
    : Object.keys(node);
  for (const key of keys) yield [...path, key];
  for (const key of keys) yield* walk(node[key], [...path, key]);
}

/**
 * The smallest program found that still differs.
 * @param {object} program
 * @param {(programs: object[]) => Promise<boolean[]>} differ which of the given programs still differ in the same way
 */
export async function reduce(program, differ) {
  const kBatch = 24;
  let smallest = program;
  for (let shrunk = true; shrunk;) {
    shrunk = false;
    let batch = [];
    const tryBatch = async () => {
      const verdicts = await differ(batch);
      const hit = verdicts.indexOf(true);
      if (hit !== -1) {
        smallest = batch[hit];
        shrunk = true;
      }
      batch = [];
    };
    for (const candidate of simpler(smallest)) {
      batch.push(candidate);
      if (batch.length === kBatch) await tryBatch();
      if (shrunk) break;
    }
    if (!shrunk && batch.length > 0) await tryBatch();
  }
  return smallest;
}
