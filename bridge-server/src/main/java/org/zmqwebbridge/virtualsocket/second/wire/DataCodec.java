package org.zmqwebbridge.virtualsocket.second.wire;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The codec of binary messages (PROTOCOL-2.md, section 1): kind (1), channel (4), what the kind
 * says, parts. Numbers are unsigned and big-endian.
 *
 * <p>A message is the same for all its receivers but for the channel: {@link #BEFORE_CHANNEL}, the
 * {@link #label} of the receiver, and {@link #afterChannel}, which a fan-out makes once.
 */
public final class DataCodec {
  private static final byte MESSAGE = 1;
  private static final byte REQUEST = 2;
  private static final byte REPLY = 3;
  private static final byte ITEM = 4;

  /** What is before the channel in every MESSAGE; not to be changed. */
  @SuppressWarnings("MutablePublicArray") // shared by all deliveries, so that none copies it
  public static final byte[] BEFORE_CHANNEL = {MESSAGE};

  /** What is before the channel in every ITEM; not to be changed. */
  @SuppressWarnings("MutablePublicArray") // shared by all deliveries, so that none copies it
  public static final byte[] BEFORE_ITEM_CHANNEL = {ITEM};

  private static final int HEAD_BYTES = 5;
  private static final long UNSIGNED = 0xffff_ffffL;
  private static final long MAX_OFFSET = 1L << 53;

  private DataCodec() {}

  /** Reads a binary message of a page, which sends no ITEM; copies what it keeps. */
  public static DataFrame decodeFromPage(ByteBuffer payload, WireLimits limits) {
    return decode(payload, limits, REPLY);
  }

  /** Reads a binary message of a bridge; copies what it keeps. */
  public static DataFrame decodeFromBridge(ByteBuffer payload, WireLimits limits) {
    return decode(payload, limits, ITEM);
  }

  private static DataFrame decode(ByteBuffer payload, WireLimits limits, byte lastKind) {
    if (payload.remaining() < HEAD_BYTES) {
      return Fault.connection("a binary message of less than five bytes");
    }
    byte kind = payload.get();
    int channel = payload.getInt();
    if (kind < MESSAGE || kind > lastKind) {
      return unknown(kind, channel);
    }
    long id = hasId(kind) && payload.remaining() >= 4 ? unsigned(payload.getInt()) : Fault.NO_ID;
    if (channel == 0) {
      return Fault.frame(WireError.NO_CHANNEL, 0, id, "channel 0 is no channel");
    }
    return decode(kind, unsigned(channel), id, payload, limits);
  }

  private static Fault unknown(byte kind, int channel) {
    return Fault.frame(
        WireError.UNKNOWN_OP, unsigned(channel), Fault.NO_ID, "kind " + (kind & 0xff));
  }

  private static boolean hasId(byte kind) {
    return kind == REQUEST || kind == REPLY;
  }

  private static DataFrame decode(
      byte kind, long channel, long id, ByteBuffer payload, WireLimits limits) {
    int numberBytes = kind == REQUEST ? Integer.BYTES : kind == ITEM ? Long.BYTES : 0;
    boolean whole = payload.remaining() >= numberBytes && (!hasId(kind) || id != Fault.NO_ID);
    long number = whole ? number(numberBytes, payload) : 0;
    Parts.Extent parts = Parts.measure(payload);
    if (!whole || parts.count() == 0 || number < 0 || number >= MAX_OFFSET) {
      return Fault.frame(
          WireError.MALFORMED_FRAME, channel, id, "cut short, or its parts do not fill it exactly");
    }
    if (parts.count() > limits.maxParts() || parts.bytes() > limits.maxMessageBytes()) {
      ErrorPlace place = kind == REQUEST ? ErrorPlace.FAILED : ErrorPlace.ERROR;
      String why = "a message of " + parts.bytes() + " bytes in " + parts.count() + " parts";
      return new Fault(WireError.TOO_LARGE, place, channel, id, why);
    }
    return frame(kind, channel, id, number, Parts.read(payload, parts.count()));
  }

  private static DataFrame frame(
      byte kind, long channel, long id, long number, List<byte[]> parts) {
    return switch (kind) {
      case MESSAGE -> new DataFrame.Message(channel, parts);
      case REQUEST -> new DataFrame.Request(channel, id, number, parts);
      case REPLY -> new DataFrame.Reply(channel, id, parts);
      default -> new DataFrame.Item(channel, number, parts);
    };
  }

  private static long number(int bytes, ByteBuffer payload) {
    return switch (bytes) {
      case Integer.BYTES -> unsigned(payload.getInt());
      case Long.BYTES -> payload.getLong();
      default -> 0;
    };
  }

  private static long unsigned(int number) {
    return number & UNSIGNED;
  }

  /** A channel as it stands in every frame, at offset 1. */
  public static byte[] label(long channel) {
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) channel).array();
  }

  /** What is after the channel in a MESSAGE, the same for all its receivers. */
  public static byte[] afterChannel(List<byte[]> parts) {
    byte[] bytes = new byte[Parts.encodedBytes(parts)];
    Parts.write(parts, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** What is after the channel in an ITEM, the same for all its receivers. */
  public static byte[] afterChannel(long offset, List<byte[]> parts) {
    byte[] bytes = new byte[Long.BYTES + Parts.encodedBytes(parts)];
    Parts.write(parts, ByteBuffer.wrap(bytes).putLong(offset));
    return bytes;
  }

  /** A whole frame; not of a {@link Fault}, which is none. */
  public static byte[] encode(DataFrame frame) {
    if (frame instanceof DataFrame.Message message) {
      byte[] bytes = frame(0, message.parts());
      Parts.write(message.parts(), head(bytes, MESSAGE, message.channel()));
      return bytes;
    }
    if (frame instanceof DataFrame.Request request) {
      byte[] bytes = frame(2 * Integer.BYTES, request.parts());
      ByteBuffer to = head(bytes, REQUEST, request.channel()).putInt((int) request.id());
      Parts.write(request.parts(), to.putInt((int) request.millis()));
      return bytes;
    }
    if (frame instanceof DataFrame.Reply reply) {
      byte[] bytes = frame(Integer.BYTES, reply.parts());
      Parts.write(reply.parts(), head(bytes, REPLY, reply.channel()).putInt((int) reply.id()));
      return bytes;
    }
    if (frame instanceof DataFrame.Item item) {
      byte[] bytes = frame(Long.BYTES, item.parts());
      Parts.write(item.parts(), head(bytes, ITEM, item.channel()).putLong(item.offset()));
      return bytes;
    }
    throw new IllegalArgumentException("no data frame: " + frame);
  }

  private static byte[] frame(int numberBytes, List<byte[]> parts) {
    return new byte[HEAD_BYTES + numberBytes + Parts.encodedBytes(parts)];
  }

  private static ByteBuffer head(byte[] frame, byte kind, long channel) {
    return ByteBuffer.wrap(frame).put(kind).putInt((int) channel);
  }
}
