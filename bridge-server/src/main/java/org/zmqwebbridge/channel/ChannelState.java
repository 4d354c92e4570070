package org.zmqwebbridge.channel;

/**
 * What is known about a channel.
 *
 * @param messages kept now
 * @param requestedSecondsAgo when somebody last asked for a message; -1: never
 * @param subscribers who wait or listen now, at all bridges of its store
 * @param last the id of its newest message, kept or not; {@link MessageId#NONE}: there was none
 */
public record ChannelState(
    long messages, long requestedSecondsAgo, int subscribers, MessageId last) {}
