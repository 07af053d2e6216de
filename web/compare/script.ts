// The tracer with a person's program in it: one CommonJS file that Node runs.
import tracer from './tracer.cjs?raw';

export function scriptOf(code: string, filename: string): string {
  return tracer
    .replace("'%PROGRAM%'", () => JSON.stringify(code))
    .replace("'%FILENAME%'", () => JSON.stringify(filename));
}
