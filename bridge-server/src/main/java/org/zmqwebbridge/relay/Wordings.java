package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.relay.wire.EventText;
import org.zmqwebbridge.relay.wire.MetaText;
import org.zmqwebbridge.relay.wire.PartText;

/** The wordings of all kinds of subscribers that stay. */
final class Wordings {
  static final String OCTETS = "application/octet-stream";

  /** Server-sent events. */
  static final Wording EVENTS = new Events();

  /** The body of a message is a frame. */
  static final Wording FRAMES = new Frames(false);

  /** The same with the message's id and content type before it. */
  static final Wording META_FRAMES = new Frames(true);

  /** A message is a chunk. */
  static final Wording CHUNKS = new Raw(Wording.NOTHING);

  /** A message is a part. */
  static final Wording PARTS = new Parts();

  private Wordings() {}

  /** Messages with this after each. */
  static Wording raw(String separator) {
    return new Raw(separator.getBytes(UTF_8));
  }

  private static String id(long seconds, String tags) {
    return seconds + ":" + tags;
  }

  /** Whether it may be in a text frame; a browser closes a WebSocket that brings another. */
  private static boolean isText(byte[] body) {
    for (byte one : body) {
      if (one < 0) {
        return isUtf8(body);
      }
    }
    return true;
  }

  private static boolean isUtf8(byte[] body) {
    try {
      CharBuffer unused = UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException other) {
      return false;
    }
  }

  private static final class Events extends Wording {
    @Override
    void add(Batch batch, Message message, long seconds, String tags) {
      byte[] event = EventText.event(id(seconds, tags), message.event(), message.body());
      batch.add(MessageType.TEXT, event, NOTHING);
    }

    @Override
    String mediaType(byte[] label) {
      return "text/event-stream; charset=utf-8";
    }

    @Override
    byte[] opening(byte[] label) {
      return EventText.opening();
    }

    @Override
    byte[] heartbeat() {
      return EventText.heartbeat();
    }

    @Override
    byte[] gap(byte[] label) {
      return EventText.gap();
    }

    @Override
    byte[] dropped(byte[] label, long count) {
      return EventText.dropped(count);
    }

    @Override
    byte[] member(String channel, String member, boolean joined) {
      return EventText.member(channel, member, joined);
    }

    @Override
    byte[] gone() {
      return EventText.gone();
    }
  }

  private static final class Frames extends Wording {
    private final boolean meta;

    Frames(boolean meta) {
      this.meta = meta;
    }

    @Override
    void add(Batch batch, Message message, long seconds, String tags) {
      boolean binary = message.contentType().equals(OCTETS) || !isText(message.body());
      MessageType type = binary ? MessageType.BINARY : MessageType.TEXT;
      byte[] head = meta ? MetaText.head(id(seconds, tags), message.contentType()) : NOTHING;
      batch.add(type, head, message.body());
    }

    @Override
    byte[] gap(byte[] label) {
      return meta ? MetaText.gap() : NOTHING;
    }

    @Override
    byte[] member(String channel, String member, boolean joined) {
      return meta ? MetaText.member(channel, member, joined) : NOTHING;
    }
  }

  private static final class Raw extends Wording {
    private final byte[] separator;

    Raw(byte[] separator) {
      this.separator = separator;
    }

    @Override
    void add(Batch batch, Message message, long seconds, String tags) {
      if (message.body().length + separator.length > 0) { // an empty chunk would be the last
        batch.add(MessageType.TEXT, message.body(), separator);
      }
    }
  }

  private static final class Parts extends Wording {
    @Override
    public int labelBytes() {
      return PartText.BOUNDARY_BYTES;
    }

    @Override
    byte[] newLabel() {
      return PartText.newBoundary();
    }

    @Override
    void add(Batch batch, Message message, long seconds, String tags) {
      byte[] part = PartText.part(seconds, tags, message.contentType(), message.body());
      batch.add(MessageType.TEXT, part, NOTHING);
    }

    @Override
    String mediaType(byte[] label) {
      return PartText.mediaType(label);
    }

    @Override
    byte[] opening(byte[] label) {
      return PartText.opening(label);
    }

    @Override
    byte[] gap(byte[] label) {
      return PartText.joined(PartText.gap(), label);
    }

    @Override
    byte[] ending() {
      return PartText.ending();
    }
  }
}
