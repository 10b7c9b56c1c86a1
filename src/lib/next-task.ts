/**
 * Lets everything else have its turn that waits for this thread, such as answers to requests. A
 * message and not a timer, which browsers keep for 4 ms once timers follow on timers.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
