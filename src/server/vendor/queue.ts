import { abortReason } from '../abort-reason.ts'

/** There is no place in the queue, or no turn came in time. */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError'
}

interface QueueOptions {
  /** Tasks under way at once. */
  concurrency: number
  /** How long a task waits for its turn, in ms. */
  waitMs: number
}

interface Waiting {
  /** The client that put it into the queue comes first; others may join while it waits. */
  clients: ReadonlySet<string>
  urgency: number
  start: () => void
}

type Queue = <Result>(
  signal: AbortSignal,
  task: () => Promise<Result>,
  who: { clients: ReadonlySet<string>; urgency: number },
) => Promise<Result>

const MAX_WAITING = 200
const MAX_WAITING_OF_CLIENT = 40
/** Clients whose last turn is remembered; a forgotten one counts as new. */
const MAX_CLIENTS = 1_000

/**
 * Runs tasks by turns of their clients: the client goes first whose last turn is longest ago, and
 * of its tasks the one of the lowest urgency number, else in order of arrival. An aborted task
 * leaves at once, waiting or under way.
 * The function throws QueueFullError at once where the queue has no place for the client, and later
 * when the turn did not come within `waitMs`.
 */
export function createQueue({ concurrency, waitMs }: QueueOptions): Queue {
  const waiting: Waiting[] = []
  /** The number of each client's last turn, latest last. */
  const turns = new Map<string, number>()
  let underWay = 0
  let turn = 0

  const lastTurn = ({ clients }: Waiting) =>
    Math.min(...Array.from(clients, (client) => turns.get(client) ?? 0))

  function noteTurn({ clients }: Waiting): void {
    turn += 1
    for (const client of clients) {
      turns.delete(client)
      turns.set(client, turn)
    }
    for (const client of turns.keys()) {
      if (turns.size <= MAX_CLIENTS) return
      turns.delete(client)
    }
  }

  function startNext(): void {
    const [first, ...rest] = waiting
    if (!first || underWay >= concurrency) return
    const next = rest.reduce(
      (best, task) =>
        (lastTurn(task) - lastTurn(best) || task.urgency - best.urgency) < 0 ? task : best,
      first,
    )
    waiting.splice(waiting.indexOf(next), 1)
    underWay += 1
    noteTurn(next)
    next.start()
  }

  function hasPlace(clients: ReadonlySet<string>): boolean {
    const [owner] = clients
    const own = waiting.filter((task) => task.clients.values().next().value === owner)
    return waiting.length < MAX_WAITING && own.length < MAX_WAITING_OF_CLIENT
  }

  return async function inTurn(signal, task, { clients, urgency }) {
    signal.throwIfAborted()
    if (underWay >= concurrency && !hasPlace(clients)) throw new QueueFullError()
    let leave = (_: Error): void => {}
    const left = new Promise<never>((_, reject) => {
      leave = reject
    })
    left.catch(() => {})
    const onAbort = () => leave(abortReason(signal))
    signal.addEventListener('abort', onAbort, { once: true })
    const timer = setTimeout(() => leave(new QueueFullError()), waitMs)
    const entry: Waiting = { clients, urgency, start: () => {} }
    const started = new Promise<void>((resolve) => {
      entry.start = resolve
    })
    waiting.push(entry)
    startNext()
    try {
      await Promise.race([started, left])
      clearTimeout(timer)
      return await Promise.race([task(), left])
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      const place = waiting.indexOf(entry)
      if (place >= 0) waiting.splice(place, 1)
      else underWay -= 1
      startNext()
    }
  }
}
