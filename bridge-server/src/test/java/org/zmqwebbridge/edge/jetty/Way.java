package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;

/** How a client's bytes come: over what, and cut how. */
enum Way {
  CLEAR_WHOLE(false, Cut.WHOLE),
  CLEAR_BYTEWISE(false, Cut.BYTEWISE),
  CLEAR_RANDOM(false, Cut.RANDOM),
  TLS_WHOLE(true, Cut.WHOLE),
  TLS_BYTEWISE(true, Cut.BYTEWISE),
  TLS_RANDOM(true, Cut.RANDOM);

  private enum Cut {
    WHOLE,
    BYTEWISE,
    RANDOM
  }

  private static final int BYTEWISE_AT_EITHER_END = 150;
  private static final int MIDDLE = 997;

  private final boolean tls;
  private final Cut cut;

  Way(boolean tls, Cut cut) {
    this.tls = tls;
    this.cut = cut;
  }

  boolean tls() {
    return tls;
  }

  /** Writes all of the bytes; each piece leaves by itself. */
  void write(OutputStream out, byte[] bytes, Random random) throws IOException {
    for (int at = 0; at < bytes.length; ) {
      int piece = Math.min(bytes.length - at, piece(at, bytes.length, random));
      out.write(bytes, at, piece);
      out.flush();
      at += piece;
    }
  }

  /** Both ends of what is long go byte by byte, its middle faster. */
  private int piece(int at, int length, Random random) {
    int untilEnd = length - BYTEWISE_AT_EITHER_END - at;
    return switch (cut) {
      case WHOLE -> length;
      case RANDOM -> 1 + random.nextInt(random.nextInt(4) == 0 ? 5_000 : 60);
      case BYTEWISE ->
          at < BYTEWISE_AT_EITHER_END || untilEnd <= 0 ? 1 : Math.min(untilEnd, MIDDLE);
    };
  }
}
