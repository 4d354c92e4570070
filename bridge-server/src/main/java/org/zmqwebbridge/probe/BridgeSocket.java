package org.zmqwebbridge.probe;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.zmqwebbridge.json.JsonString;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.WireLimits;

/**
 * A virtual socket behind a bridge, as a page has it: one channel of the second wire
 * (docs/protocol/PROTOCOL-2.md).
 *
 * <p>Owner thread: its maker's.
 */
final class BridgeSocket implements ProbeSocket {
  private static final int CHANNEL = 1;
  private static final Duration GRACE = Duration.ofSeconds(2);

  /**
   * How long a bridge may take to say that a service is absent which it has just begun to connect
   * to, and a service to subscribe: what is sent before may be lost without a word.
   */
  private static final Duration SETTLING = Duration.ofMillis(1_200);

  private final Role role;
  private final String endpoint;
  private final BridgeLine line;
  private final Remarks remarks;
  private final Deque<List<byte[]>> received = new ArrayDeque<>();
  private WireLimits limits = anyLimits();
  private long credit;
  private long nextId;
  private boolean isOpen;
  private boolean isAbsent; // its service
  private boolean isClosed;

  private BridgeSocket(Role role, String endpoint, BridgeLine line, Remarks remarks) {
    this.role = role;
    this.endpoint = endpoint;
    this.line = line;
    this.remarks = remarks;
  }

  private static WireLimits anyLimits() {
    int any = Integer.MAX_VALUE;
    return new WireLimits(any, any, any, 1, any, any, any);
  }

  /**
   * Connects, and opens the socket.
   *
   * @param wishes further members of its {@code open}, as JSON, each with its name
   * @throws IllegalStateException if it may not be opened, or there is no bridge
   */
  static BridgeSocket open(
      Role role,
      String endpoint,
      BridgePlace place,
      List<String> wishes,
      Remarks remarks,
      Duration patience) {
    BridgeSocket socket =
        new BridgeSocket(role, endpoint, BridgeLine.open(place, patience), remarks);
    StringBuilder open =
        new StringBuilder("{\"op\":\"open\",\"channel\":1,\"notices\":true,\"type\":\"")
            .append(role.name())
            .append("\",\"endpoint\":")
            .append(JsonString.quote(endpoint));
    place.auth().ifPresent(auth -> open.append(",\"auth\":").append(auth));
    wishes.forEach(wish -> open.append(',').append(wish));
    socket.awaitUntil(
        patience, () -> socket.limits.maxChannels() > 1, () -> "the bridge says nothing");
    socket.line.send(open.append('}').toString());
    socket.awaitUntil(
        patience,
        () -> socket.isOpen,
        () -> "the bridge does not say whether " + endpoint + " is open");
    if (role == Role.PUB || role == Role.PUSH) {
      socket.settle();
    }
    return socket;
  }

  private void awaitUntil(Duration patience, BooleanSupplier done, Supplier<String> otherwise) {
    long end = System.nanoTime() + patience.toNanos();
    while (!done.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0 || !step(Duration.ofNanos(left))) {
        throw new IllegalStateException(otherwise.get());
      }
    }
  }

  private void settle() {
    long end = System.nanoTime() + SETTLING.toNanos();
    for (long left = SETTLING.toNanos(); left > 0 && !isAbsent; left = end - System.nanoTime()) {
      boolean unused = step(Duration.ofNanos(left));
    }
  }

  /** Takes what came; false: nothing did. */
  private boolean step(Duration patience) {
    BridgeLine.Event event = line.take(patience);
    if (event instanceof BridgeLine.Text text) {
      onControl(text.json());
    } else if (event instanceof BridgeLine.Data data) {
      onData(DataCodec.decodeFromBridge(data.frame(), anyLimits()));
    } else if (event instanceof BridgeLine.End end) {
      isClosed = true;
      throw new IllegalStateException(end.why());
    }
    return event != null;
  }

  private void onData(DataFrame frame) {
    if (frame instanceof DataFrame.Message message) {
      received.add(message.parts());
    } else if (frame instanceof DataFrame.Item item) {
      received.add(item.parts());
    } else if (frame instanceof DataFrame.Reply reply) {
      received.add(reply.parts());
    } else if (frame instanceof Fault fault) {
      throw new IllegalStateException("the bridge sent what is no frame: " + fault.why());
    }
  }

  private void onControl(String json) {
    try {
      onControl(StrictJson.object(json));
    } catch (MalformedTextException malformed) {
      throw new IllegalStateException(
          "the bridge sent what is no control message: " + malformed.getMessage(), malformed);
    }
  }

  private void onControl(Map<String, Object> said) {
    switch (String.valueOf(said.get("op"))) {
      case "welcome" -> limits = limits(said);
      case "opened" -> {
        isOpen = true;
        credit = number(said, "credit");
      }
      case "credit" -> credit += number(said, "messages");
      case "refused" -> throw refusal(said);
      case "closed" -> {
        isClosed = true;
        if (number(said, "code") != 0) {
          throw new IllegalStateException("the bridge closed " + endpoint + ": " + why(said));
        }
      }
      case "failed" -> throw new IllegalStateException(endpoint + ": " + why(said));
      case "error" -> throw new IllegalStateException(endpoint + ": " + why(said));
      case "dropped" ->
          remarks.say(number(said, "messages") + " messages are lost: " + reason(said));
      case "gap" ->
          remarks.say("messages are lost: " + said.get("after") + " to " + said.get("from"));
      case "notice" -> onNotice(String.valueOf(said.get("notice")));
      default -> {} // a beat, and what later versions say
    }
  }

  private void onNotice(String notice) {
    switch (notice) {
      case "service_absent" -> isAbsent = true;
      case "service_present" -> isAbsent = false;
      default -> {}
    }
    if (!role.speaks() || !notice.startsWith("service")) {
      remarks.say(endpoint + ": " + notice.replace('_', ' '));
    }
  }

  private static WireLimits limits(Map<String, Object> welcome) {
    Map<?, ?> said = welcome.get("limits") instanceof Map<?, ?> map ? map : Map.of();
    int any = Integer.MAX_VALUE;
    return new WireLimits(
        of(said, "maxMessageBytes"), of(said, "maxParts"), any, any, any, any, any);
  }

  private static int of(Map<?, ?> limits, String name) {
    return limits.get(name) instanceof Long number
        ? (int) Math.min(number, Integer.MAX_VALUE)
        : Integer.MAX_VALUE;
  }

  private static long number(Map<String, Object> said, String name) {
    return said.get(name) instanceof Long number ? number : 0;
  }

  private IllegalStateException refusal(Map<String, Object> said) {
    String advice =
        number(said, "code") == 1302
            ? "; is there an endpoint of this name for a page's "
                + role
                + ", and what does the hook say?"
            : "";
    return new IllegalStateException(
        "the bridge does not open " + endpoint + " as " + role + ": " + why(said) + advice);
  }

  private static String why(Map<String, Object> said) {
    return said.get("text") + " (" + said.get("code") + ")";
  }

  private static String reason(Map<String, Object> said) {
    return number(said, "code") == 1501 ? "read too slowly (1501)" : "too large (1404)";
  }

  @Override
  public void send(List<byte[]> message, Duration patience) {
    if (!limits.carries(message)) {
      throw new IllegalStateException(
          "nothing was sent: the message is larger than the bridge takes ("
              + limits.maxMessageBytes()
              + " bytes in "
              + limits.maxParts()
              + " parts)");
    }
    if (role == Role.REQ) {
      line.send(
          DataCodec.encode(new DataFrame.Request(CHANNEL, nextId++, patience.toMillis(), message)));
      return;
    }
    awaitUntil(patience, () -> credit > 0 && !isAbsent, () -> "nothing was sent: " + silence());
    credit--;
    line.send(DataCodec.encode(new DataFrame.Message(CHANNEL, message)));
  }

  @Override
  public Optional<List<byte[]>> receive(Duration patience) {
    Duration longest = role == Role.REQ ? patience.plus(GRACE) : patience; // its own word is better
    long end = System.nanoTime() + longest.toNanos();
    while (received.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0 || !step(Duration.ofNanos(left))) {
        return Optional.empty();
      }
    }
    return Optional.of(received.poll());
  }

  @Override
  public String silence() {
    if (isAbsent) {
      return "the service of " + endpoint + " is not there: is it running?";
    }
    return role == Role.REQ || role == Role.SUB
        ? "the bridge says nothing of " + endpoint
        : "the service of " + endpoint + " takes nothing";
  }

  /** What was sent before goes on when the bridge has heard the end of the socket. */
  @Override
  public void close() {
    try {
      if (isOpen && !isClosed) {
        line.send("{\"op\":\"close\",\"channel\":1}");
        awaitUntil(
            GRACE,
            () -> isClosed,
            () -> "the bridge does not say what became of what was sent last");
      }
    } finally {
      line.close();
    }
  }
}
