package org.zmqwebbridge.grip;

import java.util.List;

/**
 * What holds for publishers, and for what they publish.
 *
 * <p>Immutable.
 *
 * @param idCacheSeconds for how long an id is remembered, so that another item with it is dropped;
 *     0: none is
 * @param messageWaitMillis how long an item waits for the one that it follows
 * @param filterHosts hosts beyond a route's own targets that filters may ask, each with its port:
 *     {@code checks.internal:8080}
 * @param zmq where they come over ZeroMQ
 * @param rate how fast what they publish is delivered
 */
public record PublisherSpec(
    int idCacheSeconds,
    int messageWaitMillis,
    List<String> filterHosts,
    GripZmq zmq,
    DeliveryRate rate) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final PublisherSpec DEFAULTS =
      new PublisherSpec(60, 5_000, List.of(), GripZmq.NONE, DeliveryRate.NONE);

  /** Checks that they can be. */
  public PublisherSpec {
    filterHosts = List.copyOf(filterHosts);
    if (idCacheSeconds < 0 || messageWaitMillis < 0) {
      throw new IllegalArgumentException(
          "grip: idCacheSeconds and messageWaitMillis are 0 or more");
    }
  }

  /** The same with other times. */
  public PublisherSpec withTimes(int cacheSeconds, int waitMillis) {
    return new PublisherSpec(cacheSeconds, waitMillis, filterHosts, zmq, rate);
  }

  /** The same with other hosts. */
  public PublisherSpec withFilterHosts(List<String> hosts) {
    return new PublisherSpec(idCacheSeconds, messageWaitMillis, hosts, zmq, rate);
  }

  /** The same with other sockets. */
  public PublisherSpec with(GripZmq sockets) {
    return new PublisherSpec(idCacheSeconds, messageWaitMillis, filterHosts, sockets, rate);
  }

  /** The same with another rate. */
  public PublisherSpec with(DeliveryRate changed) {
    return new PublisherSpec(idCacheSeconds, messageWaitMillis, filterHosts, zmq, changed);
  }
}
