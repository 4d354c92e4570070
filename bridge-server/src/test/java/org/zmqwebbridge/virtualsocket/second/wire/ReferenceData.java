package org.zmqwebbridge.virtualsocket.second.wire;

import static org.zmqwebbridge.virtualsocket.second.wire.Fault.NO_ID;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Binary messages read straight from PROTOCOL-2.md, section 1: slow, and written apart from the
 * product's codec, so that each can show the other's mistakes.
 */
final class ReferenceData {
  private static final List<String> KINDS = List.of("", "MESSAGE", "REQUEST", "REPLY", "ITEM");

  private final DataInputStream in;
  private final WireLimits limits;

  private ReferenceData(byte[] message, WireLimits limits) {
    this.in = new DataInputStream(new ByteArrayInputStream(message));
    this.limits = limits;
  }

  /** What a message is, as {@link Frames} writes it; of the kinds up to this one. */
  static String read(byte[] message, WireLimits limits, int lastKind) {
    if (message.length < 5) {
      return fault(WireError.MALFORMED_FRAME, ErrorPlace.CONNECTION, 0, NO_ID);
    }
    try {
      return new ReferenceData(message, limits).read(lastKind);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String fault(WireError error, ErrorPlace place, long channel, long id) {
    return error + " " + place + " " + channel + " " + id;
  }

  private long unsigned() throws IOException {
    return Integer.toUnsignedLong(in.readInt());
  }

  private String read(int lastKind) throws IOException {
    int kind = in.readUnsignedByte();
    long channel = unsigned();
    if (kind == 0 || kind > lastKind) {
      return fault(WireError.UNKNOWN_OP, ErrorPlace.ERROR, channel, NO_ID);
    }
    String name = KINDS.get(kind);
    long id = NO_ID;
    try {
      id = name.startsWith("RE") ? unsigned() : NO_ID;
    } catch (EOFException noId) {
      // told below, unless the channel is wrong as well
    }
    if (channel == 0) {
      return fault(WireError.NO_CHANNEL, ErrorPlace.ERROR, 0, id);
    }
    try {
      return read(name, channel, id);
    } catch (EOFException cutShort) {
      return fault(WireError.MALFORMED_FRAME, ErrorPlace.ERROR, channel, id);
    }
  }

  private String read(String name, long channel, long id) throws IOException {
    String head = name + " " + channel + " ";
    if (name.startsWith("RE")) {
      head += id + " ";
    }
    if (name.equals("REQUEST")) {
      head += unsigned() + " ";
    } else if (name.equals("ITEM")) {
      BigInteger offset = new BigInteger(1, exactly(8));
      if (offset.bitLength() > 53) {
        throw new EOFException();
      }
      head += offset + " ";
    }
    List<byte[]> parts = new ArrayList<>();
    do {
      parts.add(exactly(length()));
    } while (in.available() > 0);
    if (parts.size() > limits.maxParts()
        || parts.stream().mapToLong(part -> part.length).sum() > limits.maxMessageBytes()) {
      ErrorPlace place = name.equals("REQUEST") ? ErrorPlace.FAILED : ErrorPlace.ERROR;
      return fault(WireError.TOO_LARGE, place, channel, id);
    }
    return head + Frames.readable(parts);
  }

  private byte[] exactly(long length) throws IOException {
    if (length > in.available()) {
      throw new EOFException();
    }
    return in.readNBytes((int) length);
  }

  private long length() throws IOException {
    BigInteger length = BigInteger.ZERO;
    for (int groups = 0; groups < 5; groups++) {
      int group = in.readUnsignedByte();
      length = length.or(BigInteger.valueOf(group & 127).shiftLeft(7 * groups));
      if (group < 128) {
        int shortest = Math.max(1, (length.bitLength() + 6) / 7);
        if (groups + 1 != shortest) {
          throw new EOFException();
        }
        return length.longValue();
      }
    }
    throw new EOFException();
  }
}
