// What the relay does later, in the order it asked for: run here until none is left, so that nothing of it depends on
// when a browser gets to it.

const tasks: (() => void)[] = [];

export function queueTask(task: () => void): void {
  tasks.push(task);
}

export function runTasks(): void {
  for (let task = tasks.shift(); task !== undefined; task = tasks.shift())
    task();
}
