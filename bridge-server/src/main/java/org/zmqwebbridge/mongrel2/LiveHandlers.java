package org.zmqwebbridge.mongrel2;

import org.zmqwebbridge.observe.AskTally;

/**
 * The handlers at one pair of sockets, as they were at one moment.
 *
 * <p>Immutable, but for {@code asks}.
 *
 * @param send the address where they fetch requests
 * @param receive the address where they send replies
 * @param protocol of the requests' headers, for example {@code JSON}
 * @param connected how many are there
 * @param waiting messages that none takes now
 * @param asks requests that they were told of; one is under way until something is said to its
 *     client
 */
public record LiveHandlers(
    String send, String receive, String protocol, int connected, int waiting, AskTally asks) {}
