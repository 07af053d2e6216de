// What Node adds to an error of an ES module that takes itself for CommonJS. It changes the message alone.

const missing =
  /^(require|module|exports|__filename|__dirname) is not defined$/;

const instead: Record<string, string> = {
  require: 'replace require() with import',
  module: 'use export instead of module.exports/exports',
  exports: 'use export instead of module.exports/exports',
  __filename: 'use import.meta.filename instead',
  __dirname: 'use import.meta.dirname instead',
};

/** @param isAmbiguous only an await at the top made it an ES module */
export function explained(error: unknown, isAmbiguous: boolean): unknown {
  if (!(error instanceof ReferenceError)) return error;
  const [before, name] = missing.exec(error.message) ?? [];
  if (before === undefined || name === undefined) return error;
  const message = isAmbiguous
    ? `Cannot determine intended module format because both '${name}' and top-level await are present. ` +
      'If the code is intended to be CommonJS, wrap await in an async function. ' +
      `If the code is intended to be an ES module, ${instead[name]}.`
    : `${before} in ES module scope${name === 'require' ? ', you can use import instead' : ''}`;
  const { stack } = error;
  error.message = message;
  if (stack !== undefined) error.stack = stack.replace(before, () => message);
  return isAmbiguous
    ? Object.assign(error, { code: 'ERR_AMBIGUOUS_MODULE_SYNTAX' })
    : error;
}
