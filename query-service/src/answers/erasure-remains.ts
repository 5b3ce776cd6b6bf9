import type { ErasureReport } from '@crm/contracts';

/** Every place that no erasure reaches at once, and what ends it; some end with the master key of that time. */
export const remaining = (masterReplaced: boolean): ErasureReport['remaining'] => [
  {
    place: 'dead versions of the key’s row, and PostgreSQL’s write-ahead log',
    holds: 'the key, encrypted under the master key of that time',
    endedBy: 'replacing the master key and destroying the one before (docs/keys.md)',
    ended: masterReplaced,
  },
  {
    place: 'backups of the keys made before',
    holds: 'the key, encrypted under the master key of that time; a start destroys it again',
    endedBy: 'replacing the master key and destroying the one before, with its backups',
    ended: masterReplaced,
  },
  {
    place: 'the memory of services that decided about the person',
    holds: 'what decisions know of them, which no answer tells',
    endedBy: 'ten minutes without a command on the customer, else the next one',
    ended: null,
  },
  {
    place: 'dead row versions of the read models, and their indexes',
    holds: 'the person in plain text, where no SQL reaches it',
    endedBy: 'VACUUM, which PostgreSQL runs by itself, and new rows in the space that it frees',
    ended: null,
  },
  {
    place: 'the planner’s statistics of the read models',
    holds: 'single frequent values, such as a company’s name',
    endedBy: 'ANALYZE, which PostgreSQL runs by itself',
    ended: null,
  },
  {
    place: 'PostgreSQL’s write-ahead log, and replicas that are behind',
    holds: 'rows of the read models in plain text',
    endedBy: 'checkpoints, which recycle it; where it is archived, the end of the archive’s retention',
    ended: null,
  },
  {
    place: 'backups of the read models made before',
    holds: 'the person in plain text; read models are rebuilt from the log and need no backup',
    endedBy: 'the end of the backups’ retention',
    ended: null,
  },
  {
    place: 'the log',
    holds:
      'what is not personal: the kinds and times of events, stages, tags, channels, ids of other systems',
    endedBy: 'nothing: the history stays provable',
    ended: null,
  },
  {
    place: 'audiences of campaigns that were found by a search for the person',
    holds: 'the words that were searched for, sealed under the key of the campaign',
    endedBy: 'nothing: whose words they were is not known',
    ended: null,
  },
  {
    place: 'files that people exported or printed',
    holds: 'whatever they took with them',
    endedBy: 'those people',
    ended: null,
  },
];
