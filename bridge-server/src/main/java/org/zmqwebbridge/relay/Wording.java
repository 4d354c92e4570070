package org.zmqwebbridge.relay;

import org.zmqwebbridge.channel.Form;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.edge.Batch;

/**
 * How one kind of client is written all that it hears, until it leaves. Labels are what differs
 * from client to client.
 *
 * <p>Immutable; equal only to itself, as {@link Form}.
 */
abstract class Wording implements Form {
  static final byte[] NOTHING = {};

  /**
   * Adds a message.
   *
   * @param seconds of its place, as its client is told it
   * @param tags of its place
   */
  abstract void add(Batch batch, Message message, long seconds, String tags);

  @Override
  public final void add(Batch batch, Message message) {
    add(batch, message, message.seconds(), Integer.toString(message.id().tag()));
  }

  /** A client's own label. */
  byte[] newLabel() {
    return NOTHING;
  }

  /** The media type of an answer; empty: none. */
  String mediaType(byte[] label) {
    return "";
  }

  /** What it begins with; may be empty, as all below. */
  byte[] opening(byte[] label) {
    return NOTHING;
  }

  /** What it says when nothing has happened for a while. */
  byte[] heartbeat() {
    return NOTHING;
  }

  /** Messages are lost; {@code null}: there is no word for it. */
  byte[] gap(byte[] label) {
    return null;
  }

  /** So many messages are lost, because this client reads too slowly. */
  byte[] dropped(byte[] label, long count) {
    return gap(label);
  }

  /** Somebody has come to a channel, or left it. */
  byte[] member(String channel, String member, boolean joined) {
    return NOTHING;
  }

  /** The channel is deleted. */
  byte[] gone() {
    return NOTHING;
  }

  /** What is after all. */
  byte[] ending() {
    return NOTHING;
  }
}
