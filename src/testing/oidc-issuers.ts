import { createServer, type RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { onTestFinished, vi } from 'vitest'
import { type Claims, createProvider } from './oidc-provider.ts'

export const CLIENT_ID = 'callboard'
export const CLIENT_SECRET = 'the secret of the client'
/** The app's `PUBLIC_URL`. */
export const APP_URL = 'https://calls.example'
const CALLBACK_URL = `${APP_URL}/sign-in/callback`

const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
const otherKey = await generateKeyPair('RS256')
const keyOf = async (key: typeof publicKey) => ({
  ...(await exportJWK(key)),
  kid: 'a',
  alg: 'RS256',
})

/** Listens on loopback until the test ends. A test may stop it, and start it at the same port. */
async function listen(createListener: (issuer: string) => RequestListener) {
  const server = createServer()
  const start = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  async function stop(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  await start(0)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('Not a port')
  const { port } = address
  const issuer = `http://127.0.0.1:${port}`
  server.on('request', createListener(issuer))
  onTestFinished(stop)
  return { issuer, stop, start: () => start(port) }
}

/**
 * Starts a real provider, which signs in whoever comes, without a form.
 * @param inIdToken whether the ID token has all claims; else they are at the userinfo endpoint
 */
export async function startProvider(claims: Claims, { inIdToken = false } = {}) {
  const user = { claims }
  const jwk = await keyOf(privateKey)
  // It warns of an old Node, and that it stores nothing.
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const parts = await listen((issuer) => {
    const client = { id: CLIENT_ID, secret: CLIENT_SECRET, redirectUri: CALLBACK_URL }
    return createProvider(issuer, { client, user, inIdToken, keys: [jwk] })
  })
  warn.mockRestore()
  return { ...parts, user }
}

interface Fake {
  /** Parts of the metadata that differ. */
  metadata: Claims
  /** Claims of the ID token that differ; `undefined` leaves one out. */
  claims: Claims
  /** Parameters of the callback that differ. */
  callback: Record<string, string>
  signature: 'right' | 'other key' | 'none'
  /** The answer of the token endpoint, instead of tokens. */
  answer: { status: number; body: string; headers?: Record<string, string> } | null
}

function unsigned(payload: JWTPayload): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encode({ alg: 'none' })}.${encode(payload)}.`
}

/** Starts an issuer whose answers a test may falsify. Its codes are the nonces of the requests. */
export async function startFakeIssuer(overrides: Partial<Fake> = {}) {
  const fake: Fake = {
    metadata: {},
    claims: {},
    callback: {},
    signature: 'right',
    answer: null,
    ...overrides,
  }
  const requests: { path: string; authorization?: string | undefined }[] = []

  async function idToken(issuer: string, nonce: string): Promise<string> {
    const iat = Math.floor(Date.now() / 1000)
    const payload: JWTPayload = {
      iss: issuer,
      aud: CLIENT_ID,
      sub: 'account-1',
      iat,
      exp: iat + 60,
      nonce,
      preferred_username: 'ann',
      role: 'admin',
      groups: [],
      ...fake.claims,
    }
    if (fake.signature === 'none') return unsigned(payload)
    const key = fake.signature === 'right' ? privateKey : otherKey.privateKey
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'a' }).sign(key)
  }

  const parts = await listen((issuer) => async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer)
    requests.push({ path: pathname, authorization: request.headers.authorization })
    const send = (body: unknown) => {
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify(body))
    }
    if (pathname === '/.well-known/openid-configuration')
      return send({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        ...fake.metadata,
      })
    if (pathname === '/jwks') return send({ keys: [await keyOf(publicKey)] })
    if (pathname === '/authorize') {
      const code = searchParams.get('nonce') ?? ''
      const state = searchParams.get('state') ?? ''
      const query = new URLSearchParams({ code, state, ...fake.callback })
      return response.writeHead(303, { Location: `${CALLBACK_URL}?${query}` }).end()
    }
    const form = new URLSearchParams(await text(request))
    if (fake.answer)
      return response.writeHead(fake.answer.status, fake.answer.headers).end(fake.answer.body)
    const token = await idToken(issuer, form.get('code') ?? '')
    send({ access_token: 'an-access-token', token_type: 'Bearer', id_token: token })
  })
  return { ...parts, fake, requests }
}
