/** The events that the audit log records. */
export const AUDIT_EVENTS = [
  'signed_in',
  'signed_out',
  'refused',
  'searched',
  'listened',
  'downloaded',
  'exported',
  'changed_users',
] as const
export type AuditEvent = (typeof AUDIT_EVENTS)[number]

/** An event to record. `details` must hold no secret, and no full number where it is masked. */
export interface AuditEntry {
  what: AuditEvent
  /** The user's name; `null` if nobody is signed in. */
  who: string | null
  /** The remote address. */
  from: string
  details: Record<string, unknown>
}

/** A recorded event: a line of the log. */
export interface AuditLine extends AuditEntry {
  /** ISO 8601 in UTC. */
  at: string
  /** SHA-256 of the line before, in hex; of an empty text in the first line. */
  after: string
}

/** A page of the log, newest first. */
export interface AuditPage {
  lines: AuditLine[]
  /** Lines that match. */
  total: number
  page: number
  pages: number
  /** Events that could not be written since the server started. */
  lost: number
}
