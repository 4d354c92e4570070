package org.zmqwebbridge.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;
import org.zmqwebbridge.virtualsocket.second.SecondWireLimits;

/**
 * The default limits, with those replaced that a test is about.
 *
 * @param edge what browsers may take of the edge
 * @param sockets what pages may take of the virtual sockets
 */
public record Limits(EdgeLimits edge, VirtualSocketLimits sockets) {
  public static EdgeLimits edge(Object... namesAndValues) {
    List<Object> handshake = new ArrayList<>();
    List<Object> connection = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      boolean first = Records.has(HandshakeLimits.class, (String) namesAndValues[i]);
      (first ? handshake : connection).addAll(List.of(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new EdgeLimits(
        Records.with(HandshakeLimits.DEFAULTS, handshake.toArray()),
        Records.with(ConnectionLimits.DEFAULTS, connection.toArray()));
  }

  public static VirtualSocketLimits sockets(Object... namesAndValues) {
    return Records.with(VirtualSocketLimits.DEFAULTS, namesAndValues);
  }

  /** What pages may take on the second wire. */
  static SecondWireLimits second(Object... namesAndValues) {
    return Records.with(SecondWireLimits.DEFAULTS, namesAndValues);
  }

  /** The sections {@code limits} and {@code deadlines} of a configuration; {@code null}: none. */
  public static Limits of(JsonObject config) {
    List<Object> edge = new ArrayList<>();
    List<Object> sockets = new ArrayList<>();
    List<Object> second = new ArrayList<>();
    if (config != null) {
      for (String section : config.keySet()) {
        for (Map.Entry<String, JsonElement> limit : config.getAsJsonObject(section).entrySet()) {
          add(edge, HandshakeLimits.class, limit);
          add(edge, ConnectionLimits.class, limit);
          add(sockets, VirtualSocketLimits.class, limit);
          add(second, SecondWireLimits.class, limit);
        }
      }
    }
    return new Limits(
        edge(edge.toArray()), sockets(sockets.toArray()).withSecond(second(second.toArray())));
  }

  private static void add(
      List<Object> to, Class<? extends Record> limits, Map.Entry<String, JsonElement> limit) {
    if (Records.has(limits, limit.getKey())) {
      to.add(limit.getKey());
      to.add(limit.getValue().getAsLong());
    }
  }

  public BridgeBuilder configure(BridgeBuilder builder) {
    return builder.limits(edge).limits(sockets);
  }
}
