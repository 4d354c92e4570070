package org.zmqwebbridge.channel.redis;

import org.zmqwebbridge.channel.MessageId;

/**
 * Until where a followed channel has been told.
 *
 * @param epoch empty: there is no such channel
 * @param live whether it is known where it is
 */
record Position(String epoch, long offset, MessageId last, boolean live) {}
