/** What there is to tell of a running product. */
interface Running {
  readonly url: string;
  /** Where nobody was told yet how to sign in for the first time. */
  readonly first: { readonly email: string; readonly password: string } | undefined;
}

const usual = 'http://localhost:8080';

/** What a start says once everything runs: where, as whom for the first time, and what to try next. */
export const welcome = ({ url, first }: Running): readonly string[] => [
  '',
  `  The CRM is running at ${url}`,
  ...(first
    ? [
        '',
        `  Sign in as   ${first.email}`,
        `  Password     ${first.password}   (shown this once; you choose your own at the first sign-in)`,
      ]
    : []),
  '',
  `  Sample data: ${sample(url, first?.email)}`,
  `  API: ${url}/api/docs     End: Ctrl-C`,
  '',
];

const sample = (url: string, email: string | undefined): string =>
  [
    'npm run sample --',
    ...(url === usual ? [] : [`--url ${url}`]),
    `--email ${email ?? 'you@example.com'}`,
  ].join(' ');
