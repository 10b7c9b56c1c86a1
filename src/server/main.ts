import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { compose } from './compose.ts'
import { EnvError } from './env.ts'
import { loadEnvFile } from './load-env-file.ts'
import { startMessage } from './start-message.ts'
import { createStaticPage } from './static-page.ts'

const CLOSE_WITHIN_MS = 5_000

/** In bytes. A long list of filters is one long line; Node's own 16 KB end it with an empty 431. */
const MAX_HEADER_SIZE = 65_536

/** Says in one line on stderr why there is no server, and ends the process. */
function giveUp(message: string): never {
  process.stderr.write(`callboard: ${message}\n`)
  process.exit(1)
}

function onListenError(error: NodeJS.ErrnoException, address: string): never {
  if (error.code === 'EADDRINUSE') giveUp(`${address} is in use by another program; set PORT`)
  if (error.code === 'EACCES') giveUp(`${address} may not be used by this user; set PORT`)
  giveUp(`cannot listen on ${address}: ${error.message}`)
}

/** Lets requests under way finish; ends them when they take too long. */
function closeOn(signal: NodeJS.Signals, server: Server): void {
  process.once(signal, () => {
    server.close(() => process.exit(0))
    setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS).unref()
  })
}

async function start(): Promise<void> {
  loadEnvFile()
  const folder = fileURLToPath(new URL('../client/', import.meta.url))
  const page = existsSync(`${folder}index.html`) ? createStaticPage(folder) : undefined
  const { app, env } = await compose(process.env, page)
  const { host: hostname, port } = env
  const serverOptions = { maxHeaderSize: MAX_HEADER_SIZE }
  const server = serve({ fetch: app.fetch, hostname, port, serverOptions }, (bound) => {
    process.stderr.write(startMessage(env, bound.port))
  }) as Server
  server.on('error', (error) => onListenError(error, `${hostname}:${port}`))
  closeOn('SIGTERM', server)
  closeOn('SIGINT', server)
}

start().catch((error: unknown) => {
  if (error instanceof EnvError) giveUp(error.message)
  throw error
})
