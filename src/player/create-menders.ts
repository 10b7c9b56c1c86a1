import type { QueryClient } from '@tanstack/react-query'
import { fetchRecords } from '../api/queries.ts'
import type { CallRecord, RecordsPage } from '../calls/call.ts'
import type { Mend, Player } from './create-player.ts'
import { createFreshAddressMender } from './trouble/create-fresh-address-mender.ts'

/** Creates what recovers a recording that failed; the lists receive the address it goes on with. */
export function createMenders(player: Player, client: QueryClient): Mend {
  const onFresh = (call: CallRecord) => noteAddress(client, call)
  return createFreshAddressMender({ player, fetchRecords, onFresh })
}

/** The lists learn the new address too, so that the row plays it at once. */
function noteAddress(client: QueryClient, { id, recording, recordingState }: CallRecord): void {
  client.setQueriesData<RecordsPage>(
    { queryKey: ['records'] },
    (page) =>
      page && {
        ...page,
        records: page.records.map((call) =>
          call.id === id ? { ...call, recording, recordingState } : call,
        ),
      },
  )
}
