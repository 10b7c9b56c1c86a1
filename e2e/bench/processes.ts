import { type ChildProcess, spawn } from 'node:child_process'

const STARTS_WITHIN_MS = 15_000
const ENDS_WITHIN_MS = 3_000

interface StartOptions {
  command: string
  args: readonly string[]
  env?: Record<string, string>
  /** Answers, with whatever status, once the process is ready. */
  readyUrl: string
}

export interface Processes {
  /** Starts a program and waits until it answers. @returns its process id */
  start: (options: StartOptions) => Promise<number>
  /** Ends all that were started and waits for their end. */
  endAll: () => Promise<void>
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) })
    await response.body?.cancel()
    return true
  } catch {
    return false
  }
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

/** The programs of a run. None outlives this process, however it ends. */
export function createProcesses(): Processes {
  const children = new Set<ChildProcess>()
  process.once('exit', () => {
    for (const child of children) child.kill('SIGKILL')
  })

  async function end(child: ChildProcess): Promise<void> {
    const ended = new Promise((resolve) => child.once('close', resolve))
    if (isRunning(child)) {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS)
      await ended
      clearTimeout(timer)
    }
    children.delete(child)
  }

  return {
    start: async ({ command, args, env = {}, readyUrl }) => {
      const child = spawn(command, args, {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      children.add(child)
      let said = ''
      child.stderr?.on('data', (chunk) => {
        said = (said + chunk).slice(-2_000)
      })
      const failed = new Promise<never>((_, reject) => child.once('error', reject))
      failed.catch(() => {})
      const until = performance.now() + STARTS_WITHIN_MS
      while (!(await Promise.race([answers(readyUrl), failed]))) {
        if (!isRunning(child) || performance.now() > until)
          throw new Error(`${command} ${args.join(' ')} did not start: ${said}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return child.pid ?? Number.NaN
    },
    endAll: async () => {
      await Promise.all([...children].map(end))
    },
  }
}
