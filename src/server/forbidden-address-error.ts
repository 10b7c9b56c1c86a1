/** A name resolved to nothing but addresses that recordings may not come from. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError'
}
