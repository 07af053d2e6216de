// ES modules and TypeScript for beginnings.mjs, in the same way.
import { lines } from './beginnings.mjs';

export const modules = {
  mjs: lines(String.raw`
    import { nope } from 'node:stream';
    import { Readable } from 'node:stream';
    import nope from 'node:stream';
    import { default as s } from 'stream';
    export { nope } from 'node:net';
    export * from 'node:net';
    export * as n from 'net';
    import { 'nope' as n } from 'stream';
    import { 'Readable' as n } from 'stream';
    import def, { nope } from 'events';
    import { Readable, Readable as R } from 'stream';
    import { Readable } from 'stream'; let Readable;
    import { Readable } from 'stream'; var Readable;
    import { Readable } from 'stream'; if (0) Readable = 1;
    import x from 'node:stream' with { type: 'json' };
    import x from 'node:stream' with { type: 'foo' };
    import x from 'node:stream' with { foo: 'bar' };
    import x from 'node:stream' assert { type: 'json' };
    import x from 'node:stream' with { type: 1 };
    import x from 'nope';
    import x from './nope.js';
    export { q };
    export { q }; let q;
    export { q }; { let q; }
    export let a; export { a };
    export { a, a }; var a;
    export default 1; export { a as default }; var a;
    export { a as b, c as b }; var a, c;
    var a; export { a as if };
    export { 'a' };
    var a; export { a as '\uD800' };
    export { default };
    export var a, b = 1;
    export const a;
    export default function () {}
    export default class {}
    export default const a = 1;
    export a;
    function f() { import 'stream' }
    if (1) import 'stream';
    import.meta;
    new import.meta();
    import.meta.url = 1
    await 1; return;
    return;
    for await (const a of []);
    function f() { await 1; }
    let f = () => await 1;
    var yield;
    010;
    delete x;
    function f(a, a) {}
    1; <!-- html
    this.x
    new.target;
    1 = 2;
    f() = 1; function f() {}
    function f() {} var f;
    function f() {} function f() {}
    class A { static { await 1 } }
    await using a = null;
    using a = null;
    export await using a = null
    for (using a of []);
    let module, exports, require;
    #!/usr/bin/env node⏎export {};
    import eval from 'stream'
    import arguments from 'stream'
    import static from 'stream'
    import defer * as s from 'stream'
    import('stream', { with: { type: 'json' } }).catch(() => {})
    await import('nope').catch(() => {})
    import { default } from 'stream'
    import * as s, { Readable } from 'stream'
    import s, from 'stream'
    import type from 'stream'
    import from from 'stream'
    import { type } from 'events'
    import type X from 'stream'
    function await() {}
    enum A {}
    undefined = 1
    var undefined
    export { Array }
    if (1) function f() {}
    export * from 'stream' ; export * from 'net'
    export let a; export * from 'stream'; export let Readable
    import {a as b} from 'events'; 
    import {, on} from 'events'
    export async function f() {}
    export async⏎function f() {}
    export default (1, 2)
    export default 1, 2
    export { a as 1 }; var a
    import ""
  `),
  cts: lines(String.raw`
    let x: number = 1;
    import s = require('stream')
    import type S = require('stream')
    const s: typeof import('stream') = require('stream')
    import type { Readable } from 'stream'
    import { Readable } from 'stream'
    export type A = 1
    export {}
    await 1
    var await: any
    let module: any
    declare let module: any
    enum A {}
    1 = 2
    return
    with ({}) {}
    function f(a: any, a: any) {}
    type module = 1
    interface exports {}
    export = 1
    1; <!-- html
    010
  `),
  mts: lines(String.raw`
    let x: number = 1;
    enum A { B }
    const enum A { B }
    declare enum A { B }
    namespace N { export type A = 1 }
    declare namespace N { const a: number }
    1 = 2;
    let a: any; (a as any) = 2
    let a: any; a! = 2
    let a: any; a!.b?.c!
    import { Readable, ReadableOptions } from 'node:stream';
    import { Readable, type ReadableOptions } from 'node:stream';
    import type { ReadableOptions } from 'node:stream';
    import { nope } from 'node:stream';
    import { type nope } from 'node:stream';
    import type nope from './nope'
    export type { A }; type A = 1
    export { type A }; type A = 1
    type A = 1; export { A as B }
    interface A {} export default A
    abstract class A { abstract m(): void }
    class A { constructor(private x: number) {} }
    class A { constructor() {} constructor() {} }
    function f(): void; function f(a?: any) {}
    class A { private x = 1; readonly y = 2; declare z: number; override m() {} }
    import fs = require('fs')
    export = 1
    export import a = b
    export as namespace X
    let x = <number>1
    let x = <T,>(a: T) => a
    let x = a satisfies B; var a
    type A = ; 
    interface A { x: }
    @d class A {}
    let a; let a;
    nope(1)
    const a: number;
    let x!: number;
    function f(this: any) {}
    function f(a?: any, b: any) {}
    function f(a, a) {}
    try {} catch (e: unknown) {}
    try {} catch (e: number) {}
    async <T>(a: T) => a
    class A<T> extends Array<T> implements B {}
    a<b>(c); var a: any
    new Map<string, number>()
    let x: typeof import('stream')
    await 1; return
    export { q }
    declare module 'x' { }
    module N { }
    declare const a: number; export { a }
    declare function f(): void; export { f }
    function f() { return⏎ 1 as any }
    let x = 1⏎;(2 as any)
    class A { accessor x = 1 }
    unique symbol
    let x: unique symbol
    abstract abstract class A {}
    class A { public public x }
    type A = { [K in keyof B]?: B[K] }
    let x = y!; var y
    with ({}) {}
    010
    let x: 010
    import { ReadableOptions as R } from 'stream'
    import R = require('stream')
    import stream, { type Readable } from 'stream'
    import type from 'stream'
    import { type } from 'stream'
    import { type as } from 'stream'
    export type * from './types.ts'
    super.x
    <div/>
  `),
  ts: lines(String.raw`
    let x: number = 1; export {}
    export type A = 1
    import type { A } from './a'
    import { type A } from 'stream'
    await 1 as any
    let module: any
    declare let module: any
    var await: any
    exports.a = 1; export {}
    const x: number = await 1; return
    enum A {}
    export { type A }
    interface A {} export type { A }
    return
    1 = 2
    type A = typeof import('stream')
    let x: import('stream').Readable
    namespace A { export type B = 1 }
    with ({}) {}
    010; await 1
    let y = 1 as any; import.meta
    const a = ; export {}
    import type from 'stream'
    import type X from './x'; await 1
    class A { m(): Promise<void> { await 1 } }
  `),
};
