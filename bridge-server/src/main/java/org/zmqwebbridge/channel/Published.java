package org.zmqwebbridge.channel;

/**
 * What became of a publication.
 *
 * @param message as it is in its channel
 * @param state of the channel, the message counted; its subscribers are those that were there
 *     before and are given it
 */
public record Published(Message message, ChannelState state) {}
