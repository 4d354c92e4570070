package org.zmqwebbridge.mongrel2;

/**
 * The handlers at one pair of sockets, as they were at one moment.
 *
 * <p>Immutable.
 *
 * @param send the address where they fetch requests
 * @param receive the address where they send replies
 * @param protocol of the requests' headers, for example {@code JSON}
 * @param connected how many are there
 * @param waiting messages that none takes now
 */
public record LiveHandlers(
    String send, String receive, String protocol, int connected, int waiting) {}
