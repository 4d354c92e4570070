package org.zmqwebbridge.pem;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468). Whatever stands between blocks, text for people or "Bag
 * Attributes", counts for nothing, as section 2 has it.
 *
 * @param label what stands after BEGIN
 * @param encrypted whether its headers say that a password is needed (RFC 1421, section 4.6.1.1)
 * @param der its content; empty if it is no Base64
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PemBlock(String label, boolean encrypted, byte[] der) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*(?:-[^-]+)*)-----END \\1-----");

  /** All blocks of a text, in order. */
  static List<PemBlock> in(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      blocks.add(of(block.group(1), block.group(2)));
    }
    return blocks;
  }

  private static PemBlock of(String label, String content) {
    int headersEnd = content.contains(":") ? blankLine(content) : 0;
    boolean encrypted = content.startsWith("ENCRYPTED", content.indexOf("4,") + 2);
    return new PemBlock(label, encrypted && headersEnd > 0, decoded(content.substring(headersEnd)));
  }

  private static int blankLine(String content) {
    Matcher blank = Pattern.compile("\\r?\\n\\r?\\n").matcher(content);
    return blank.find() ? blank.end() : 0;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      return new byte[0];
    }
  }
}
