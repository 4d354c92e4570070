package org.zmqwebbridge.door;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.zmqwebbridge.door.wire.PartsArray;
import org.zmqwebbridge.edge.RequestHead;

/** How a body holds a message: as one part, as it is; or as parts in an array. */
enum MessageFormat {
  RAW,
  PARTS;

  /** By what the client says about its body; empty: it is none of these. */
  static Optional<MessageFormat> of(RequestHead head) {
    String coding = head.header("content-encoding").orElse("identity");
    String type = head.header("content-type").orElse("");
    int parameters = type.indexOf(';');
    String bare =
        (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
    if (!coding.equalsIgnoreCase("identity") || bare.startsWith("multipart/")) {
      return Optional.empty();
    }
    return Optional.of(bare.equals(PartsArray.MEDIA_TYPE) ? PARTS : RAW);
  }

  /** The longest body that may hold a message of so many bytes. */
  int maxBodyBytes(int messageBytes, int parts) {
    return this == RAW ? messageBytes : PartsArray.maxEncodedBytes(messageBytes, parts);
  }

  /** The message; empty: it is malformed. */
  Optional<List<byte[]>> read(byte[] body) {
    return this == RAW ? Optional.of(List.of(body)) : PartsArray.decode(body);
  }
}
