package org.zmqwebbridge.virtualsocket.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * What a page asks for when it connects a socket: the content of a {@link ClientFrame.Connect}.
 *
 * @param target {@code zmq_conn_string}: an endpoint's name or its exact address
 * @param socketType {@code socket_type} as sent; not yet checked to be a known one
 * @param filter {@code msgfilter}, or the empty string
 * @param reclaim {@code reclaim}, or the empty string
 * @param notices whether it asks for notices
 * @param fields every other member, as plain Java values
 */
public record ConnectOptions(
    String target,
    long socketType,
    String filter,
    String reclaim,
    boolean notices,
    Map<String, Object> fields) {

  /**
   * Reads the content of a connect.
   *
   * @throws MalformedTextException if it is no JSON object, or lacks a member, or one has another
   *     type
   */
  public static ConnectOptions parse(String content) throws MalformedTextException {
    if (content == null) {
      throw new MalformedTextException("the content is not a string");
    }
    Map<String, Object> members = new LinkedHashMap<>(StrictJson.object(content));
    String target = text(members.remove("zmq_conn_string"), null, "zmq_conn_string");
    if (!(members.remove("socket_type") instanceof Long socketType)) {
      throw new MalformedTextException("socket_type is not an integer");
    }
    String filter = text(members.remove("msgfilter"), "", "msgfilter");
    String reclaim = text(members.remove("reclaim"), "", "reclaim");
    boolean notices = flag(members.remove("notices"), "notices");
    return new ConnectOptions(
        target, socketType, filter, reclaim, notices, Collections.unmodifiableMap(members));
  }

  private static boolean flag(Object value, String name) throws MalformedTextException {
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw new MalformedTextException(name + " is neither true nor false");
  }

  private static String text(Object value, String absent, String name)
      throws MalformedTextException {
    if (value instanceof String text) {
      return text;
    }
    if (value == null && absent != null) {
      return absent;
    }
    throw new MalformedTextException(name + " is not a string");
  }
}
