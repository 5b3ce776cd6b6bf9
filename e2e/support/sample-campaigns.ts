import type { Api } from './api.ts';

/** The campaigns of the small company. */
export interface SampleCampaigns {
  /** Runs, with variants, and much came back. */
  readonly running: string;
  /** Planned, with an audience: about to be launched. */
  readonly planned: string;
  /** Just planned: nobody in it yet. */
  readonly empty: string;
}

/** Four campaigns in different states, one of them with a report to look at. */
export const sampleCampaigns = async (admin: Api, customers: readonly string[]): Promise<SampleCampaigns> => {
  const plan = async (body: object) => (await admin.give('POST', '/campaigns', body)).id;
  const running = await plan({
    name: 'Spring maintenance offer',
    type: 'email',
    startDate: '2026-10-01',
    endDate: '2026-12-15',
    budget: { amount: 480_000, currency: 'EUR' },
    expectedResponse: 8,
    goal: { kind: 'opportunity', target: 12, description: 'Maintenance contracts' },
    utm: { source: 'newsletter', medium: 'email', campaign: 'spring' },
    variants: [{ name: 'Short' }, { name: 'Long' }],
  });
  const planned = await plan({
    name: 'Trade fair Hannover',
    type: 'trade_show',
    startDate: '2027-04-19',
    endDate: '2027-04-23',
    budget: { amount: 2_500_000, currency: 'EUR' },
    goal: { kind: 'lead', target: 120 },
  });
  const empty = await plan({ name: 'Winter newsletter', type: 'newsletter', startDate: '2026-12-01' });
  const calls = await plan({ name: 'Renewal calls', type: 'telemarketing', endDate: '2026-11-30' });
  await admin.give('POST', `/customers/${customers[3]}/do-not-contact`, { channel: 'email' });
  for (const id of customers.slice(0, 42))
    await admin.give('POST', `/customers/${id}/campaigns`, { campaignId: running });
  for (const id of customers.slice(10, 16))
    await admin.give('POST', `/customers/${id}/campaigns`, { campaignId: calls });
  await admin.give('POST', `/campaigns/${planned}/audiences`, { filter: { tag: ['trade fair'] } });
  await admin.give('POST', `/campaigns/${running}/launch`);
  await admin.give('POST', `/campaigns/${calls}/launch`);
  await admin.give('POST', `/campaigns/${calls}/pause`);
  for (const [n, id] of customers.slice(0, 42).entries())
    for (const kind of touchesOf(n))
      await admin.give('POST', `/customers/${id}/touches`, {
        campaignId: running,
        kind,
        occurredAt: new Date(Date.now() - ((n * 5) % 30) * 3_600_000).toISOString(),
      });
  const cost = (amount: number, spentOn: string, note: string) =>
    admin.give('POST', `/campaigns/${running}/costs`, {
      amount: { amount, currency: 'EUR' },
      spentOn,
      note,
    });
  await cost(120_000, '2026-10-02', 'Design and text');
  await cost(86_050, '2026-10-20', 'Sending');
  const wrong = await cost(86_050, '2026-10-21', 'Sending');
  await admin.give('POST', `/campaigns/${running}/costs/${wrong.createdId}/void`, { reason: 'Booked twice' });
  return { running, planned, empty };
};

/** What one member after the other did: most are reached, fewer open, few answer. */
const touchesOf = (n: number): readonly string[] => {
  if (n === 3) return [];
  if (n % 13 === 7) return ['sent', 'bounced_hard'];
  const far = [
    'delivered',
    'opened',
    'delivered',
    'clicked',
    'opened',
    'responded',
    'delivered',
    'converted',
  ];
  return ['sent', far[n % far.length] ?? 'delivered', ...(n % 17 === 5 ? ['unsubscribed'] : [])];
};
