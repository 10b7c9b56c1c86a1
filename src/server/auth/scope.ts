import type { CallRecord, Role, User } from '../../calls/call.ts'
import type { RecordsQuery } from '../../calls/query.ts'
import { ProblemError } from '../http/problems.ts'

/** The user of a server without sign-in. */
export const LOCAL_USER: User = { name: 'local', role: 'admin', groups: [] }

/**
 * Limits a query to the groups of a user, before it goes anywhere.
 * @throws ProblemError `out_of_scope` if it names another group, or the user has none
 */
export function scopeQuery<Query extends RecordsQuery>(query: Query, user: User): Query {
  const scope = scopeOf(user)
  if (scope === undefined) return query
  if (!query.group.every((group) => scope.includes(group)))
    throw new ProblemError('out_of_scope', 'The calls of this group are not among yours.')
  return { ...query, group: query.group.length > 0 ? query.group : [...scope], scope }
}

/**
 * Returns the groups that a user may see; undefined for all calls, also those without a group.
 * @throws ProblemError `out_of_scope` if there are none
 */
export function scopeOf({ role, groups }: User): readonly string[] | undefined {
  if (role === 'admin') return undefined
  if (groups.length > 0) return groups
  throw new ProblemError('out_of_scope', 'Your account has no group yet. Ask an administrator.')
}

/** Whether a user may see the calls of a group; `null` is none. */
export function maySee({ role, groups }: User, group: string | null): boolean {
  return role === 'admin' || (group !== null && groups.includes(group))
}

/** @throws ProblemError `out_of_scope` for a user who may play recordings only */
export function requireFiles({ role }: User): void {
  if (role === 'listener')
    throw new ProblemError('out_of_scope', 'Your role plays recordings, but downloads no files.')
}

/** Digits at the start and the end of a number that stay readable. */
const SHOWN_FIRST = 3
const SHOWN_LAST = 2

/** Replaces the middle digits of a number. Other characters stay. */
export function maskNumber(number: string): string {
  const count = number.replace(/\D/g, '').length
  let at = 0
  return number.replace(/\d/g, (digit) => {
    at += 1
    const isShown = count > SHOWN_FIRST + SHOWN_LAST + 1
    return isShown && (at <= SHOWN_FIRST || at > count - SHOWN_LAST) ? digit : '*'
  })
}

/** A run of digits that may be a phone number, with the separators people write. */
const NUMBER_IN_TEXT = /\+?\d(?:[\s().-]?\d){6,}/g

function maskCall(call: CallRecord): CallRecord {
  const inText = (text: string | null) => text?.replace(NUMBER_IN_TEXT, maskNumber) ?? null
  return {
    ...call,
    caller: maskNumber(call.caller),
    called: maskNumber(call.called),
    customer: maskNumber(call.customer),
    line: maskNumber(call.line),
    calledInfo: inText(call.calledInfo),
    remark: inText(call.remark),
  }
}

interface ReleaseOptions {
  /** Replaces the vendor's URL of the recording. */
  sealCall: (call: CallRecord) => CallRecord
  /** Roles that see masked numbers. */
  masked: readonly Role[]
  /** Receives one line for the operator when a call of another group was held back. */
  onEscape: (line: string) => void
}

/**
 * Returns the calls as they may leave the server for a user.
 * @param hasRecordings false if nothing shows their recordings, which spares the sealing
 */
export type Release = (
  calls: readonly CallRecord[],
  user: User,
  hasRecordings?: boolean,
) => CallRecord[]

/**
 * Creates the one way out for calls. A call of another group is never sent, whatever the vendor
 * answered.
 */
export function createRelease({ sealCall, masked, onEscape }: ReleaseOptions): Release {
  return (calls, user, hasRecordings = true) => {
    const visible = calls.filter(({ group }) => maySee(user, group))
    const escaped = calls.length - visible.length
    if (escaped > 0)
      onEscape(`${escaped} calls of other groups were held back from ${JSON.stringify(user.name)}`)
    const shown = masked.includes(user.role) ? visible.map(maskCall) : visible
    return shown.map((call) => (hasRecordings ? sealCall(call) : { ...call, recording: null }))
  }
}
