import { Transform, type TransformCallback } from 'node:stream';

// Bytes in, whole lines out, wherever the chunks were cut.
class Lines extends Transform {
  private rest: string = '';

  constructor() {
    super({ readableObjectMode: true });
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: TransformCallback,
  ): void {
    const lines = (this.rest + chunk.toString()).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.push(line);
    callback();
  }

  override _flush(callback: TransformCallback): void {
    if (this.rest !== '') this.push(this.rest);
    callback();
  }
}

const lines = new Lines();
lines.on('data', (line: string) => console.log('line:', line));
lines.write('one\ntw');
lines.write('o\nthr');
lines.end('ee');
