import { Channel } from '@crm/contracts';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { FactSection } from '../../../ui/FactSection.tsx';
import { humanise } from '../../../ui/format.ts';
import { SuppressedIcon } from '../../../ui/icons.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { useNotices } from '../../../ui/notice.tsx';
import { useLiftDoNotContact, useSetDoNotContact } from '../customer.api.ts';
import { Past } from '../facts/Past.tsx';
import { useRecord } from '../record.ts';

/**
 * The channels by which the customer must not be contacted: each switched on and off by its chip. Where nothing can be
 * switched only those stand here that are on: the others would read as if they were.
 */
export const DoNotContactFact = () => {
  const { customer, present, editable, edit } = useRecord();
  const { failed } = useNotices();
  const set = useSetDoNotContact();
  const lift = useLiftDoNotContact();
  const barred = customer.doNotContact;
  const isBarred = (channel: Channel) => barred.some((each) => each.channel === channel);
  const offered = editable ? Channel.options : Channel.options.filter(isBarred);
  const toggle = (channel: Channel, on: boolean) =>
    edit({
      key: `doNotContact:${channel}`,
      mine: on ? 'do not contact' : 'may be contacted',
      send: (ifMatch) => (on ? set : lift).mutateAsync({ id: customer.id, ifMatch, body: { channel } }),
    }).catch(failed);

  return (
    <FactSection title="Do not contact">
      <Past field="doNotContact" past={barred} present={present.doNotContact}>
        <Box role="group" aria-label="Do not contact by" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
          {offered.length === 0 ? (
            <Box component="span" sx={{ typography: 'body2', color: 'text.secondary' }}>
              None
            </Box>
          ) : null}
          {offered.map((channel) => {
            const on = isBarred(channel);
            return (
              <Chip
                key={channel}
                label={humanise(channel)}
                variant={on ? 'filled' : 'outlined'}
                color={on ? 'error' : 'default'}
                {...(on && {
                  icon: <SuppressedIcon size={13} aria-hidden />,
                  sx: { '& .MuiChip-icon': { ml: 1.5, mr: -1 } },
                })}
                {...(editable && { 'aria-pressed': on, onClick: () => void toggle(channel, !on) })}
              />
            );
          })}
        </Box>
        {barred.length === 0 ? null : (
          <Box component="ul" sx={{ m: 0, mt: 2, p: 0, listStyle: 'none', typography: 'caption' }}>
            {barred.map(({ channel, reason, at }) => (
              <Box component="li" key={channel} sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
                {humanise(channel)}: {reason}, <Moment at={at} />
              </Box>
            ))}
          </Box>
        )}
      </Past>
    </FactSection>
  );
};
