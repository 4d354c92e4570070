package org.zmqwebbridge.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of a configuration file, as editors write them. */
final class YamlFile {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private YamlFile() {}

  /**
   * The file's text, without a byte order mark.
   *
   * @throws ConfigException if it cannot be read or is no UTF-8; the message says why
   */
  static String read(Path file) {
    byte[] bytes = bytes(file);
    if (isUtf16(bytes)) {
      throw new ConfigException(
          file
              + ": is in UTF-16, as PowerShell 5 writes with >; save it as UTF-8 (Set-Content"
              + " -Encoding utf8)");
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException other) {
      throw new ConfigException(file + ": is not text in UTF-8; save it as UTF-8");
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new ConfigException(
          file + ": cannot be read: there is no such file; is the path right?");
    } catch (AccessDeniedException denied) {
      throw new ConfigException(
          file + ": cannot be read: permission denied; may this user read it?");
    } catch (IOException failure) {
      throw new ConfigException(
          file + ": cannot be read; is the path right? (" + failure.getMessage() + ")");
    }
  }

  /** By its mark, or without one by the zero beside a letter. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    return (first == 0xFF && second == 0xFE)
        || (first == 0xFE && second == 0xFF)
        || (first == 0) != (second == 0);
  }
}
