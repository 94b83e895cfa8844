/** Amazon's public list prices in US dollars, without tax, free allowances and discounts. Check them once a year. */
export const PRICED_ON = "2026-11-22";

/** `of`: what one unit is. `from`: the page of Amazon's that says so; all under https://aws.amazon.com. London unless said. */
type Price = { readonly usd: number; readonly per: number; readonly of: string; readonly from: string };

export const PRICES = {
  writeUnits: { usd: 0.7423, per: 1_000_000, of: "write request units", from: "/dynamodb/pricing/on-demand" },
  readUnits: { usd: 0.1485, per: 1_000_000, of: "read request units", from: "/dynamodb/pricing/on-demand" },
  tableGb: { usd: 0.297, per: 1, of: "GB kept in the table, a month", from: "/dynamodb/pricing/on-demand" },
  backupGb: {
    usd: 0.2378,
    per: 1,
    of: "GB under point-in-time recovery, a month",
    from: "/dynamodb/pricing/on-demand",
  },
  functionRuns: { usd: 0.2, per: 1_000_000, of: "runs of a function", from: "/lambda/pricing" },
  functionGbSeconds: { usd: 0.0000133334, per: 1, of: "GB-seconds on ARM", from: "/lambda/pricing" },
  apiRequests: { usd: 1.16, per: 1_000_000, of: "requests to an HTTP API", from: "/api-gateway/pricing" },
  edgeRequests: { usd: 0.012, per: 10_000, of: "HTTPS requests in Europe", from: "/cloudfront/pricing" },
  edgeGb: { usd: 0.085, per: 1, of: "GB sent to browsers", from: "/cloudfront/pricing" },
  edgeProgramRuns: { usd: 0.1, per: 1_000_000, of: "runs of a CloudFront function", from: "/cloudfront/pricing" },
  firewallRequests: { usd: 0.6, per: 1_000_000, of: "requests that the firewall looks at", from: "/waf/pricing" },
  firewalls: { usd: 5, per: 1, of: "web ACL, a month", from: "/waf/pricing" },
  firewallRules: { usd: 1, per: 1, of: "rule or managed group, a month", from: "/waf/pricing" },
  emails: { usd: 0.1, per: 1_000, of: "e-mails", from: "/ses/pricing" },
  objectGb: { usd: 0.024, per: 1, of: "GB of files, a month", from: "/s3/pricing" },
  objectPuts: { usd: 0.0053, per: 1_000, of: "files written or tagged", from: "/s3/pricing" },
  objectGets: { usd: 0.00042, per: 1_000, of: "files read", from: "/s3/pricing" },
  scannedGb: { usd: 0.09, per: 1, of: "GB scanned", from: "/guardduty/pricing" },
  scannedFiles: { usd: 0.215, per: 1_000, of: "files scanned", from: "/guardduty/pricing" },
  // A key that is renewed each year costs a dollar more after the first and after the second time.
  keys: { usd: 3, per: 1, of: "customer key, twice renewed, a month", from: "/kms/pricing" },
  keyRequests: { usd: 0.03, per: 10_000, of: "uses of a key", from: "/kms/pricing" },
  secrets: { usd: 0.4, per: 1, of: "secret, a month", from: "/secrets-manager/pricing" },
  alarmMetrics: { usd: 0.1, per: 1, of: "metric that an alarm watches, a month", from: "/cloudwatch/pricing" },
  customMetrics: { usd: 0.3, per: 1, of: "metric of our own, a month", from: "/cloudwatch/pricing" },
  dashboards: { usd: 3, per: 1, of: "dashboard, a month", from: "/cloudwatch/pricing" },
  logGbWritten: { usd: 0.5985, per: 1, of: "GB of logs written", from: "/cloudwatch/pricing" },
  logGbKept: { usd: 0.0315, per: 1, of: "GB of logs kept, a month", from: "/cloudwatch/pricing" },
} as const satisfies Record<string, Price>;
export type Priced = keyof typeof PRICES;

/** How much of something, by what it is priced as. */
export type Amounts = Readonly<Partial<Record<Priced, number>>>;

export const usdOf = (what: Priced, amount: number): number => (amount / PRICES[what].per) * PRICES[what].usd;
