/**
 * Lets those who ask the same at the same moment share one answer: on the day a window opens, a thousand people load one page at once, and
 * reading it from the database a thousand times tells nobody more. Nothing is kept: whoever asks after the answer is there has it read anew.
 * Only for what is the same for everybody.
 */
export class InFlight<T> {
  private readonly running = new Map<string, Promise<T>>();

  /** @param key what is asked @param work reads the answer; a failure is everybody's who waits for it, and nobody's after */
  async share(key: string, work: () => Promise<T>): Promise<T> {
    let running = this.running.get(key);
    if (!running) {
      running = work().finally(() => this.running.delete(key));
      this.running.set(key, running);
    }
    return running;
  }
}
