package org.zmqwebbridge.zmq.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How a connection begins, before its first frame (RFC 23, "Greeting"): what is said, and what the
 * peer says. Peers of older versions are met as RFC 23 asks ("Backwards Interoperability").
 *
 * <p>Owner thread: its creator's. Lifetime: until {@link #version} is known.
 */
public final class Greeting {
  private static final byte SIGNATURE_BEGIN = (byte) 0xff;
  private static final int SIGNATURE_BYTES = 10;
  private static final int REVISION_AT = 10;
  private static final int TYPE_AT = 11;
  private static final int MECHANISM_AT = 12;
  private static final int MECHANISM_BYTES = 20;
  private static final int WHOLE = 64;
  private static final int REVISION_TWO = 1;
  private static final int REVISION_THREE = 3;
  private static final byte[] MECHANISM = Arrays.copyOf("NULL".getBytes(US_ASCII), MECHANISM_BYTES);
  private static final byte[] NOTHING = {};
  private static final byte[] REVISION = {REVISION_THREE};

  private final PeerType type;
  private final byte[] got = new byte[WHOLE];
  private int count;
  private ZmtpVersion version; // null until it is known

  /**
   * @param type of the socket here
   */
  public Greeting(PeerType type) {
    this.type = type;
  }

  /** What is said first; a peer of ZeroMQ 2 takes it for an identity without letters. */
  public static byte[] signature() {
    return new byte[] {SIGNATURE_BEGIN, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f};
  }

  /** How frames are written from now on; {@code null}: the greeting is not over. */
  public ZmtpVersion version() {
    return version;
  }

  /**
   * Reads on, until the greeting is over or there is no more.
   *
   * @return what is to be said now
   * @throws BrokenPeerException if it is none, or of a peer that cannot be one here
   */
  public byte[] read(ByteBuffer bytes) throws BrokenPeerException {
    byte[] answer = NOTHING;
    while (version == null && bytes.hasRemaining()) {
      byte next = bytes.get();
      if (count == 0 && next != SIGNATURE_BEGIN) {
        bytes.position(bytes.position() - 1); // the first frame: an identity
        version = ZmtpVersion.ONE;
        return answer;
      }
      got[count++] = next;
      answer = joined(answer, answer());
    }
    return answer;
  }

  private byte[] answer() throws BrokenPeerException {
    switch (count) {
      case SIGNATURE_BYTES -> {
        if ((got[SIGNATURE_BYTES - 1] & 1) == 0) {
          throw new BrokenPeerException("an identity that is too long");
        }
        return REVISION;
      }
      case REVISION_AT + 1 -> {
        return answerRevision(got[REVISION_AT] & 0xff);
      }
      case TYPE_AT + 1 -> onType(got[TYPE_AT]);
      case WHOLE -> onWhole();
      default -> {}
    }
    return NOTHING;
  }

  private byte[] answerRevision(int revision) throws BrokenPeerException {
    if (revision >= REVISION_THREE) {
      byte[] rest = new byte[WHOLE - TYPE_AT]; // minor version 0, mechanism, a client, filler
      System.arraycopy(MECHANISM, 0, rest, MECHANISM_AT - TYPE_AT, MECHANISM_BYTES);
      return rest;
    }
    if (revision < REVISION_TWO) {
      throw new BrokenPeerException("a version that was never spoken");
    }
    return new byte[] {type.code(), 0, 0}; // an identity without letters
  }

  private void onType(byte peer) throws BrokenPeerException {
    if ((got[REVISION_AT] & 0xff) >= REVISION_THREE) {
      return; // that is a minor version
    }
    if (!type.takes(peer)) {
      throw new BrokenPeerException("a socket of a type that cannot be connected here");
    }
    version = ZmtpVersion.TWO;
  }

  private void onWhole() throws BrokenPeerException {
    int end = MECHANISM_AT + MECHANISM_BYTES;
    if (!Arrays.equals(got, MECHANISM_AT, end, MECHANISM, 0, MECHANISM_BYTES)) {
      throw new BrokenPeerException("a mechanism that is not spoken here");
    }
    version = ZmtpVersion.THREE;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    if (second.length == 0) {
      return first;
    }
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
