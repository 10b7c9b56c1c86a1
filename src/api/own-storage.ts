/** The key of the user whose notes, history and views this page shows. */
export const OWNER_KEY = 'callboard.user'

function readOwner(): string {
  try {
    return localStorage.getItem(OWNER_KEY) ?? ''
  } catch {
    return '' // storage may be forbidden
  }
}

const owner = readOwner()

/** Returns the user whose storage this page uses; `''` without sign-in, and before the first one. */
export const ownerName = () => owner

/**
 * Returns the name under which this computer stores something for the user of this page, so that
 * people who share a computer share no notes. Without sign-in the name stays as it is.
 * @param name begins with `callboard`
 */
export function ownName(name: string): string {
  return owner === '' ? name : name.replace('callboard', `callboard@${encodeURIComponent(owner)}`)
}

/**
 * Loads the page again if its storage is another user's.
 * @param name `''` without sign-in
 * @returns whether it does
 */
export function ownStorage(name: string): boolean {
  if (name === owner) return false
  try {
    localStorage.setItem(OWNER_KEY, name)
  } catch {
    return false // nothing is stored
  }
  location.reload()
  return true
}
