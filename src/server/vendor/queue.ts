import { abortReason } from '../deadline.ts'

/** The queue is full, or a task waited too long. */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError'
}

interface QueueOptions {
  /** Tasks that run at once. */
  concurrency: number
  /** How long a task may wait, in ms. */
  waitMs: number
}

interface Waiting {
  /** The client that queued the task comes first. Others may join while it waits. */
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
/** Clients whose last turn is stored. Others count as new. */
const MAX_CLIENTS = 1_000

/**
 * Runs tasks by turns of their clients. The client with the oldest last turn goes first, with its
 * task of the lowest urgency number, else in order of arrival. Tasks of `LOWEST_URGENCY` yield to
 * those of all clients. An aborted task leaves the queue at
 * once, even if it runs. The function throws QueueFullError if the queue is full for the client, or
 * if the task waited longer than `waitMs`.
 */
export function createQueue({ concurrency, waitMs }: QueueOptions): Queue {
  const waiting: Waiting[] = []
  /** The number of each client's last turn, in ascending order. */
  const turns = new Map<string, number>()
  let underWay = 0
  let turn = 0

  const lastTurn = ({ clients }: Waiting) =>
    Math.min(...Array.from(clients, (client) => turns.get(client) ?? 0))

  const isBackground = ({ urgency }: Waiting) => Number(urgency >= LOWEST_URGENCY)

  /** Returns a negative number if `a` goes before `b`. */
  function compare(a: Waiting, b: Waiting): number {
    return isBackground(a) - isBackground(b) || lastTurn(a) - lastTurn(b) || a.urgency - b.urgency
  }

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
    const next = rest.reduce((best, task) => (compare(task, best) < 0 ? task : best), first)
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

/** Urgency of reading in the background, which yields to all users (RFC 9218, section 4.1). */
export const LOWEST_URGENCY = 7
/** Default urgency of a request (RFC 9218, section 4.1). */
export const DEFAULT_URGENCY = 3

const URGENCY = /(?:^|,)\s*u=([0-7])\s*(?:[;,]|$)/

/**
 * Returns the urgency of a `Priority` header (RFC 9218), from 3 to 7; a lower number goes first. A
 * client may lower its priority but not raise it, so lower numbers and invalid headers count as 3.
 */
export function readUrgency(priority: string | undefined): number {
  const urgency = URGENCY.exec(priority ?? '')?.[1]
  return Math.max(DEFAULT_URGENCY, Number(urgency ?? DEFAULT_URGENCY))
}
