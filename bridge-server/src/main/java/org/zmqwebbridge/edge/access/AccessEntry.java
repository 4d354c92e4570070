package org.zmqwebbridge.edge.access;

import java.net.InetAddress;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One exchange, or one connection that stayed: who, what, and how it ended. Queries, cookies and
 * credentials are no part of it.
 *
 * <p>Immutable.
 *
 * @param time when its request came
 * @param client whose it was, as {@code clientAddress} has it
 * @param kind what it became
 * @param method as it was sent; empty if it could not be read
 * @param path as it was sent, without its query
 * @param version for example {@code HTTP/1.1}
 * @param host as the client said; empty if it did not
 * @param status of the answer
 * @param received bytes of its body, or of all frames
 * @param sent bytes of the answer's body, or of all frames
 * @param millis from its request to its end
 * @param closeCode with which the client closed a WebSocket, or 1006 where it did not
 * @param connection its number in the log, if it has one
 * @param referer without its query; empty if there is none
 * @param userAgent empty if there is none
 */
public record AccessEntry(
    Instant time,
    InetAddress client,
    Kind kind,
    String method,
    String path,
    String version,
    String host,
    int status,
    long received,
    long sent,
    long millis,
    OptionalInt closeCode,
    OptionalLong connection,
    String referer,
    String userAgent) {

  /** What an entry is about. */
  public enum Kind {
    /** A request and its answer. */
    HTTP("http"),
    /** An answer that went on until one side ended it. */
    STREAM("stream"),
    /** A WebSocket, of whatever dialect. */
    WEB_SOCKET("websocket");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** An address without what may be secret in it: query and fragment. */
  public static String withoutQuery(String address) {
    int end = 0;
    while (end < address.length() && address.charAt(end) != '?' && address.charAt(end) != '#') {
      end++;
    }
    return address.substring(0, end);
  }
}
