// Strips types with what Node strips them with (amaro, at the oracle's version): types become spaces, so that no
// place moves. A worker of the page; it runs nothing of the program.
export interface StripRequest {
  id: number;
  code: string;
  filename: string;
}

/** What amaro throws. */
interface Refusal {
  code: 'UnsupportedSyntax' | 'InvalidSyntax';
  message: string;
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

export type StripReply = { id: number } & (
  { code: string } | { refusal: Refusal } | { failure: string }
);

interface Amaro {
  transformSync(
    code: string,
    options: { mode: 'strip-only'; filename: string },
  ): { code: string };
}

const amaro: Promise<Amaro> = import('amaro').then((module) => {
  const { default: whole } = module as unknown as { default?: Amaro };
  return whole ?? (module as unknown as Amaro);
});

function isRefusal(error: unknown): error is Refusal {
  return (
    typeof error === 'object' &&
    error !== null &&
    ['UnsupportedSyntax', 'InvalidSyntax'].includes((error as Refusal).code)
  );
}

async function strip({
  id,
  code,
  filename,
}: StripRequest): Promise<StripReply> {
  try {
    const { transformSync } = await amaro;
    return { id, ...transformSync(code, { mode: 'strip-only', filename }) };
  } catch (error) {
    if (!isRefusal(error)) return { id, failure: String(error) };
    const { code, message, startLine, startColumn, endLine, endColumn } = error;
    const place = { startLine, startColumn, endLine, endColumn };
    return { id, refusal: { code, message, ...place } };
  }
}

addEventListener('message', (event: MessageEvent<StripRequest>) => {
  void strip(event.data).then((reply) => postMessage(reply));
});
