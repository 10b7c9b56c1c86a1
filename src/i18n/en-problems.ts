/** What happened, and what to do, for every failure by its code. */
export const problems = {
  invalid_query: {
    what: 'The address has a filter that cannot be understood: {key}',
    todo: 'Remove that filter, or clear all filters.',
  },
  not_found: { what: 'There is nothing at this address', todo: 'Go back to the list of calls.' },
  method_not_allowed: { what: 'The request was refused', todo: 'Load the page again.' },
  body_too_large: { what: 'The request is too large', todo: 'Choose fewer filter values.' },
  wrong_host: {
    what: 'Callboard does not answer to this name',
    todo: 'Open it by the name it was set up with, or add this name to ALLOWED_HOSTS.',
  },
  cross_site: {
    what: 'Another site requested this, and Callboard refused',
    todo: 'Open Callboard in a tab of its own.',
  },
  internal_error: {
    what: 'Something went wrong in Callboard',
    todo: 'Try again. If it stays, tell whoever runs it the request number.',
  },
  range_too_long: {
    what: 'The period is longer than 31 days',
    todo: 'Choose a shorter period.',
  },
  range_too_old: {
    what: 'The period starts more than two months ago',
    todo: 'Choose a later start. The vendor does not keep older calls.',
  },
  range_reversed: {
    what: 'The period ends before it starts',
    todo: 'Choose an end after the start.',
  },
  vendor_auth: {
    what: 'The telephony account refused the credentials',
    todo: 'Whoever runs Callboard should check LAAFFIC_API_KEY and LAAFFIC_API_SECRET.',
  },
  vendor_ip_denied: {
    what: 'The telephony account does not accept this server’s address',
    todo: 'Ask the vendor to allow the address of the server that runs Callboard.',
  },
  vendor_clock: {
    what: 'The server’s clock differs too much from the vendor’s',
    todo: 'Whoever runs Callboard should set the clock of the server.',
  },
  vendor_error: {
    what: 'The vendor reported an error',
    todo: 'Try again in a moment.',
  },
  vendor_rejected: {
    what: 'The vendor rejected this combination of filters',
    todo: 'Change or clear the filters.',
  },
  vendor_range: {
    what: 'The vendor does not keep calls of that period',
    todo: 'Choose a later or shorter period.',
  },
  vendor_unreachable: {
    what: 'The vendor cannot be reached',
    todo: 'Try again in a moment.',
  },
  vendor_malformed: {
    what: 'The vendor’s answer cannot be read',
    todo: 'Try again in a moment.',
  },
  vendor_timeout: {
    what: 'The vendor did not answer in time',
    todo: 'Try again, or choose a shorter period.',
  },
  vendor_busy: {
    what: 'The vendor has too much to do',
    todo: 'Try again in a few seconds.',
  },
  server_busy: {
    what: 'Callboard has too much to do',
    todo: 'Too many queries are waiting. Try again in a few seconds.',
  },
  recording_missing: {
    what: 'The recording is not there any more',
    todo: 'Callboard asked for its address again as well: the vendor has no file for this call.',
  },
  recording_expired: {
    what: 'The recording has expired',
    todo: 'Callboard asked for a new address as well: the vendor does not give it out any more.',
  },
  recording_pending: {
    what: 'The recording is still being written',
    todo: 'The call has only just ended. Callboard looks again every 15 seconds, and plays it then.',
  },
  recording_forbidden_host: {
    what: 'Recordings may not be fetched from that address',
    todo: 'Whoever runs Callboard can allow it with RECORDING_HOSTS.',
  },
  recording_unreachable: {
    what: 'The recording cannot be reached',
    todo: 'Where it lies, nothing answers, or it has stopped sending. Try again in a moment.',
  },
  recording_not_audio: {
    what: 'What the vendor sent for this recording is not audio',
    todo: 'Tell the vendor the session ID of the call.',
  },
  recording_empty: {
    what: 'The recording has no sound in it',
    todo: 'The vendor’s file is empty. Tell the vendor the session ID of the call.',
  },
  recording_unplayable: {
    what: 'This browser cannot play the recording',
    todo: 'Download it and open it in another player.',
  },
  offline: {
    what: 'Callboard cannot be reached',
    todo: 'Check your connection and try again.',
  },
  bad_answer: {
    what: 'The answer did not come from Callboard',
    todo: 'Something between you and Callboard answered instead. Try again, or load the page again.',
  },
} as const
