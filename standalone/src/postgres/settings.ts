/** For a machine with two cores and little memory to spare: durable, and no slower for it than it must be. */
export const durable = {
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  max_connections: '120',
  fsync: 'on',
  synchronous_commit: 'on',
  wal_level: 'replica',
  wal_buffers: '16MB',
  min_wal_size: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  jit: 'off', // compiles for 50 ms what runs in 2
  max_worker_processes: '4',
  max_parallel_workers_per_gather: '1',
  autovacuum_vacuum_insert_scale_factor: '0.05',
} as const;

/** For clusters that live as long as a test run: nothing survives the machine, so nothing waits for its disk. */
export const forTests = {
  ...durable,
  shared_buffers: '128MB',
  max_connections: '400',
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'on',
  max_wal_size: '1GB',
} as const;

/** Always so: reachable from this machine only, by password, and silent about what it is asked. */
export const fixed = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_line_prefix: '%m [%p] ',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_min_error_statement: 'panic', // a failed statement may hold what a person told us
  log_error_verbosity: 'terse', // and so may a detail: "Key (email)=(…) already exists"
} as const;
