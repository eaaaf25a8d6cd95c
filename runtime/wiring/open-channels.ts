// Opens the channels that the site names, each as a sink of the ledger; none of them touches the network yet.
import type { Clock } from '../../domain/ports/clock.ts';
import type { NotifyChannel } from '../../ticketing/channel.ts';
import type { ChannelKind } from '../../ticketing/channel-kind.ts';
import { channelKinds } from '../../ticketing/channels/channel-kinds.ts';
import { ChannelSink } from '../../ticketing/channels/channel-sink.ts';
import type { NoticeLinks } from '../../ticketing/channels/channel-sink.ts';
import type { TicketSink } from '../../ticketing/sink.ts';
import type { Site } from '../config/load-site.ts';
import { channelSink } from '../config/site-policy.ts';

export interface OpenChannel {
  readonly channel: NotifyChannel;
  readonly sink: TicketSink;
}

/** By the name that operations carry. */
export function openChannels(
  { channels, config }: Pick<Site, 'channels' | 'config'>,
  { clock, links }: { readonly clock: Clock; readonly links: NoticeLinks },
): ReadonlyMap<string, OpenChannel> {
  const opened = new Map<string, OpenChannel>();
  for (const [name, section] of channels) {
    const kind = channelKinds[section.type] as ChannelKind<unknown>;
    const channel = kind.open(section, { clock });
    const sink = new ChannelSink({ channel, addresses: addressesOf(name, config), links, clock });
    opened.set(channelSink(name), { channel, sink });
  }
  return opened;
}

function addressesOf(channel: string, { notify }: Site['config']): ReadonlyMap<string, string | null> {
  const own = Object.entries(notify.recipients).filter(([, recipient]) => recipient.channel === channel);
  return new Map(own.map(([name, { to }]) => [name, to ?? null]));
}
