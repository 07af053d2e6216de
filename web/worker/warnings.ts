// process.emitWarning(): what Node prints of a warning, and when. It shows nothing by itself.
import { invalidArgType } from './node_error';
import type { Runtime } from './runtime';

export interface WarningOptions {
  type?: string;
  code?: string;
  detail?: string;
}

interface Warning extends Error {
  code?: string;
  detail?: string;
}

function warningOf(
  given: unknown,
  options: WarningOptions | string | undefined,
  code: string | undefined,
): Warning {
  if (given instanceof Error) return given;
  if (typeof given !== 'string')
    throw invalidArgType(
      'warning',
      'of type string or an instance of Error',
      given,
    );
  const { type, ...fields }: WarningOptions =
    typeof options === 'object' ? options : { type: options, code };
  const warning: Warning = new Error(given);
  warning.name = type ?? 'Warning';
  if (fields.code !== undefined) warning.code = fields.code;
  if (fields.detail !== undefined) warning.detail = fields.detail;
  return warning;
}

/** @param show is called in the next tick, with what is printed */
export function warnings(
  runtime: Runtime,
  show: (warning: Warning, text: string) => void,
): (given: unknown, options?: WarningOptions | string, code?: string) => void {
  const nextTick = runtime.nextTick as (callback: () => void) => void;
  let hinted = false;
  const textOf = ({ name, message, code, detail }: Warning) => {
    const lines = [`(node:1) ${code ? `[${code}] ` : ''}${name}: ${message}`];
    if (detail) lines.push(detail);
    if (!hinted) {
      hinted = true;
      const flag =
        name === 'DeprecationWarning' ? 'trace-deprecation' : 'trace-warnings';
      lines.push(
        `(Use \`node --${flag} ...\` to show where the warning was created)`,
      );
    }
    return `${lines.join('\n')}\n`;
  };
  return (given, options, code) => {
    const warning = warningOf(given, options, code);
    nextTick(() => show(warning, textOf(warning)));
  };
}
