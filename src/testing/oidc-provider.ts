import type { RequestListener } from 'node:http'
import Provider, { type Configuration } from 'oidc-provider'

/** In seconds, of all that the provider stores. */
const TTL = 600

/** Claims of the user who signs in. */
export type Claims = Record<string, unknown>

interface ProviderOptions {
  client: { id: string; secret: string; redirectUri: string }
  /** Whoever signs in; a test may change the claims. */
  user: { claims: Claims }
  /** Whether the ID token has all claims; else they are at the userinfo endpoint. */
  inIdToken?: boolean
  /** Private keys; by default, some of its own. */
  keys?: NonNullable<Configuration['jwks']>['keys']
}

/** Creates a real provider, which signs in whoever comes, without a form and without a consent. */
export function createProvider(
  issuer: string,
  { client, user, inIdToken = false, keys }: ProviderOptions,
): RequestListener {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
      },
    ],
    ttl: { AccessToken: TTL, Grant: TTL, IdToken: TTL, Interaction: TTL, Session: TTL },
    cookies: { keys: ['a key of the test'] },
    ...(keys && { jwks: { keys } }),
    claims: { profile: ['preferred_username', ...Object.keys(user.claims)], email: ['email'] },
    conformIdTokenClaims: !inIdToken,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({
      accountId,
      claims: () => ({ ...user.claims, sub: accountId }),
    }),
    // Nobody has to consent.
    async loadExistingGrant({ oidc }) {
      const grantId = oidc.session?.grantIdFor(client.id)
      const old = grantId ? await provider.Grant.find(grantId) : undefined
      if (old) return old
      const accountId = oidc.session?.accountId
      const grant = new provider.Grant({ clientId: client.id, ...(accountId && { accountId }) })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  return (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
    const result = { login: { accountId: 'account-1' } }
    provider.interactionFinished(request, response, result).catch(() => response.destroy())
  }
}
