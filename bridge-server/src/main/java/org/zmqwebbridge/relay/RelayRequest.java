package org.zmqwebbridge.relay;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.RequestHead;

/**
 * What somebody wants at a location.
 *
 * @param publishes whether it publishes; otherwise it subscribes
 * @param kind what its client is, in nchan's words: {@code longpoll}, {@code eventsource}, {@code
 *     websocket}, {@code http-chunked}, {@code http-multipart-mixed} or {@code http-raw-stream} for
 *     a subscriber, {@code http} or {@code websocket} for a publisher
 * @param location its prefix or pattern
 * @param channels ids, at least one
 * @param principal who it is, if that is known
 */
public record RelayRequest(
    RequestHead head,
    boolean publishes,
    String kind,
    String location,
    List<String> channels,
    Optional<String> principal) {
  public RelayRequest {
    channels = List.copyOf(channels);
  }
}
