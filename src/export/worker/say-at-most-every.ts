import type { Pause } from '../pause.ts'

/**
 * Makes `say` be called with the first message at once, and then with the latest one every `ms`
 * milliseconds while there are any: what is drawn for each takes time from the work it tells of.
 * @param signal when it aborts, nothing more is said
 */
export function sayAtMostEvery<Message>(
  ms: number,
  say: (message: Message) => void,
  { pause, signal }: { pause: Pause; signal: AbortSignal },
): (message: Message) => void {
  let latest: { message: Message } | null = null
  let isWaiting = false

  function sayLatest(): void {
    if (!latest || signal.aborted) return
    const { message } = latest
    latest = null
    isWaiting = true
    pause(ms, signal).then(
      () => {
        isWaiting = false
        sayLatest()
      },
      () => undefined, // aborted
    )
    say(message)
  }

  return (message) => {
    latest = { message }
    if (!isWaiting) sayLatest()
  }
}
