import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { compose } from './compose.ts'
import { EnvError, loadEnvFiles, unknownSettings } from './env.ts'
import { closeGently, createHttpServer, startMessage } from './http/http-server.ts'
import { createOutput } from './http/log.ts'
import { createStaticPage } from './http/static-page.ts'

/** A second signal within this time (ms) is ignored, because the terminal and npm both send one. */
const SAME_SIGNAL_MS = 1_000

const print = createOutput(process.stderr)

/** Prints one line on stderr and ends the process. */
function giveUp(message: string): never {
  print(`callboard: ${message}\n`)
  process.exit(1)
}

function onListenError(error: NodeJS.ErrnoException, address: string): never {
  if (error.code === 'EADDRINUSE') giveUp(`${address} is in use by another program; set PORT`)
  if (error.code === 'EACCES') giveUp(`${address} may not be used by this user; set PORT`)
  giveUp(`cannot listen on ${address}: ${error.message}`)
}

/** Closes the server on SIGTERM or SIGINT. A later signal ends the process at once. */
function closeOnSignal(server: Server): void {
  let closingSince: number | null = null
  function onSignal(): void {
    if (closingSince === null) {
      closingSince = Date.now()
      closeGently(server, () => process.exit(0))
    } else if (Date.now() - closingSince > SAME_SIGNAL_MS) process.exit(1)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}

async function start(): Promise<void> {
  loadEnvFiles()
  const folder = fileURLToPath(new URL('../client/', import.meta.url))
  const page = existsSync(`${folder}index.html`) ? createStaticPage(folder) : undefined
  const warn = (line: string) => print(`callboard: ${line}\n`)
  for (const line of unknownSettings(process.env)) warn(line)
  const { app, env } = await compose(process.env, { page, warn })
  const { host: hostname, port } = env
  const server = createHttpServer(app, { hostname })
  server.on('error', (error) => onListenError(error, `${hostname}:${port}`))
  server.listen(port, hostname, () => {
    print(startMessage(env, (server.address() as AddressInfo).port))
  })
  closeOnSignal(server)
}

start().catch((error: unknown) => {
  if (error instanceof EnvError) giveUp(error.message)
  throw error
})
