// Programs by their file's extension, one a line, for which it is told whether they begin: near the edges of what is legal
// in each kind of program. ⏎ stands for a new line. Nothing is said here of which do: the oracle is asked.

export const lines = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().replaceAll('⏎', '\n'));

/** CommonJS, or what only what is in it decides. */
export const scripts = {
  cjs: lines(String.raw`
    1 = 2;
    f() = 1; function f() {}
    f()++; function f() {}
    (a, b) = 1;
    'use strict'; f() = 1; function f() {}
    this = 1;
    (() => {}) = 1
    ([a]) = 1; var a
    ((a)) += 1; var a = 1
    ++1
    for (let of []);
    for (let x = 1 of []);
    a?.b = 1;
    a?.b++;
    delete a?.b; var a;
    class A { constructor() {} constructor() {} }
    class A { get constructor() {} }
    class A { m() { this.#x; } }
    class A { constructor() { super(); } }
    class A { x = arguments; }
    class A { static { return; } }
    ({ __proto__: 1, __proto__: 2 });
    ({ __proto__: 1, '__proto__': 2 });
    ({ __proto__: 1, __proto__() {} });
    010;
    'use strict'; 010;
    'use strict'; '\010';
    'use strict'; with ({}) {}
    'use strict'; var public;
    var public;
    var let;
    'use strict'; function f(a, a) {}
    function f(a, [a]) {}
    'use strict'; eval = 1;
    function eval() { 'use strict'; }
    'use strict'; if (1) function f() {}
    if (1) class A {}
    a: function f() {}
    var await; await = 1;
    var await = 1;
    function await() {}
    async function f(await) {}
    var yield;
    function* g(a = yield) {}
    for await (const a of []);
    async () => await
    1; <!-- html⏎1;
    1;⏎--> html⏎1;
    break;
    return 1
    a: { break a; }
    while (1) { break b; }
    let a; let a;
    var a; let a;
    let f; function f() {}
    'use strict'; { function f() {} function f() {} }
    try {} catch (e) { var e; }
    try {} catch (e) { for (var e of []); }
    switch (1) { default: default: }
    let [a];
    for (const a in {}) { var a; }
    function f(a) { let a; }
    const module = 1;
    let exports;
    var module;
    let __filename
    var undefined
    () => new.target;
    import.meta;
    export {};
    new import('stream');
    import(...a);
    /(/;
    /(?<a>.)|(?<a>.)/;
    /[b-a]/;
    /(?i:a)/;
    /\k<a>/;
    /a{2,1}/
    /(?<=a)*/
    /]/u
    /(?-i:a)(?s-m:b)/
    /a/uv
    /\2(a)/u
    /\p{Script=Todhri}/u
    /[\d-z]/u
    1__0;
    08.5
    01n
    1e3n
    3.in
    0xg
    'a⏎b';
    ({ a = 1 } = {}); var a
    a => {} ()
    (...a,) => 1
    function f(...a = []) {}
    ({...[a]} = {})
    a || b ?? c;
    (-1) ** 2;
    a⏎=> 1
    async⏎a => 1
    if (1) else 2
    {
    });({
    /*
    ({ get a(b) {} })
    ({ async get a() {} })
    class A { get a() {} set a(b) {} static a; a; }
    class A { get #a() {} get #a() {} }
    class A { #a; static m(b) { return #a in b } }
    #a in b
    @d class A {}
    using a = null;
    await using a = null;
    for (using of of []);
    var using = 1; using⏎a = 1; var a
    let static; 
    enum A {}
    var implements, package;
    a!.b
    <div/>
    a ??= 1; var a
    1 ||= 2
    async function f() { for await (x of y); for await (async of y); }
    let⏎[a] = [1]
    yield⏎1
    "\u{110000}"
    'use strict'; x = {f: 1, f: 2}; var x
    goto: 1
    import defer * as x from 'stream'
    #!/usr/bin/env node⏎1
    \u0031
    (function () { return } )
    (async () => { await 1 })
    () => await 1
    let a; eval('var a2')
    label: { (function () { break label })() }
    import {a} from './b'
    ({a: 1, get a() {}, a: 2})
    for (const x of [], []);
    for (let x, y in {});
    for (var i = 0 in {});
    function f() { 'use strict'; var eval; }
    'use strict'; ({ eval } = {})
    function static() { 'use strict' }
    class yield {}
    class await {}
    ({...a?.b} = {})
    function f() { super() }
    [...]
    new.foo
    let a = let
    ℮ = 1; var ℮
    else
    try {} catch {}
    switch (1) { foo }
    for (;;
    var f = function await() {}
    var f = async function await() {}
  `),
  js: lines(String.raw`
    exports.a = 1; export {}
    export {}
    await 1; return;
    return; await 1
    import 'stream'
    import.meta.url
    const module = 1;
    let require = 1; require
    class module {}
    function require() {}
    await 1; with ({}) {}
    with ({}) {}
    var await; await 1
    1; <!-- html
    await 1; <!-- html
    const a = ; export {}
    export {}; const a = ;
    const a = ;
    await 1; const a = ;
    function f() { await 1 } await 1
    async () => await 1
    async () => { await 1 }; await 2
    let module; let module;
    let module; return
    return; export {}
    class A { x = await 1 }
    function f(a = await 1) {}
    await: 1
    await⏎/1/g
    await [1]
    await -1
    await /1/g
    (await 1)
    [await 1]
    x = await (1); var x
    if (1) { await 1 }
    using a = null
    for (await using a of []);
    // export {}
    ({ export: 1 }).export
    import('stream')
    if (1) export {}
    1;export{Readable}from'stream'
    a/export {}/1; var a,b
    x = 1⏎export⏎{⏎}⏎var x
    new.target; await 1
    arguments.length; await 1
    let arguments; await 1
    let module; module = 1; arguments
    let [exports] = [1]
    const { a: require } = {}
    #!/usr/bin/env node⏎export {}
    <!-- html⏎1
    export { q }
    import { nope } from 'stream'
    } export {}
    await 1 }
    function* g() { yield 1 } await 1
    yield 1
    import
    delete x; export {}
    export
    const await = 1; await
    var __dirname; let __dirname
    let exports; var exports
    try { await 1 } catch { export {} }
    function module() {} let module
    do await 1; while (0)
    async function f() { await 1 } f()
    let a = 1⏎await⏎let b
    await;
    await = 1
    !await 1
    var a = await
    async(await 1)
    import.source('stream').catch(() => {})
  `).concat([
    '`${await 1}`',
    'await 1; `${await 1}`',
    '`${async () => await 1}`',
    'f`a${1}b${await 1}`',
    'var await; `${await}`',
    '`${1 2}`',
  ]),
};

/**
 * Scripts that are refused as Node refuses them, but in other words, or only as they run: the run writes import() anew, no browser
 * knows its source phase, and a file that is not there is told with the line that asks for it.
 */
export const refusedOtherwise = {
  js: lines(`
    import.source('stream',)
    import.source()
    import.source
    import . source ('stream').catch(() => {}); await 1
    new import.source('stream')
    import.source\`x\`
    import x from './y.json' with { type: 'json' }
  `),
};
