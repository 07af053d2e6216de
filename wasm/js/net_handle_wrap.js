// What every handle has in Node: while it is referenced and something is under way, or it is closing, the program does not
// end. It knows nothing of connections and ports.
import { holdProgram } from './net_jobs.js';

export class HandleWrap {
  #referenced = true;
  #active = false;
  #closing = false;
  #holding = false;

  ref() {
    this.#referenced = true;
    this.#update();
  }

  unref() {
    this.#referenced = false;
    this.#update();
  }

  hasRef() {
    return this.#referenced;
  }

  /**
   * @param {HandleWrap} handle
   * @param {boolean} active something is under way
   * @param {boolean} closing it is told when it is closed, referenced or not
   */
  static update(handle, active, closing) {
    handle.#active = active;
    handle.#closing = closing;
    handle.#update();
  }

  #update() {
    const hold = this.#closing || (this.#referenced && this.#active);
    if (hold === this.#holding) return;
    this.#holding = hold;
    holdProgram(hold ? 1 : -1);
  }
}
