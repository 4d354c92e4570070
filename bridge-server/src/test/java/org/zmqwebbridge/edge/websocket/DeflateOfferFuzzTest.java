package org.zmqwebbridge.edge.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Offers are heard as the grammar has them (RFC 6455, section 9.1), one character after another.
 */
class DeflateOfferFuzzTest {
  private static final int MAX_CHARS = 8 * 1024; // no header is longer

  static Stream<byte[]> offers() {
    return Stream.of(
            "permessage-deflate; client_max_window_bits",
            "x, permessage-deflate;server_max_window_bits=\"15\",",
            "permessage-deflate; server_max_window_bits=9, permessage-deflate ; a=b",
            "permessage-deflate; client_no_context_takeover\t; server_no_context_takeover")
        .map(offer -> offer.getBytes(StandardCharsets.US_ASCII));
  }

  @MethodSource("offers")
  @FuzzTest
  void answer(byte[] bytes) {
    String header = header(bytes);
    Optional<String> expected = new Reference(header).answer();
    assertEquals(expected, DeflateOffer.answer(List.of(header)), header);
  }

  /** Of the characters that a header can have. */
  private static String header(byte[] bytes) {
    StringBuilder header = new StringBuilder();
    for (int i = 0; i < bytes.length && i < MAX_CHARS; i++) {
      char c = (char) (bytes[i] & 0x7f);
      header.append(c < ' ' ? '\t' : c);
    }
    return header.toString();
  }

  private static final class Reference {
    private final String text;
    private int at;

    Reference(String text) {
      this.text = text;
    }

    Optional<String> answer() {
      while (true) {
        while (next() == ' ' || next() == '\t' || next() == ',') {
          at++;
        }
        String name = token();
        Map<String, Optional<String>> parameters = new HashMap<>();
        boolean once = true;
        skipSpace();
        while (next() == ';') {
          at++;
          skipSpace();
          String parameter = token();
          skipSpace();
          Optional<String> value = Optional.empty();
          if (next() == '=') {
            at++;
            skipSpace();
            value = Optional.of(value());
          }
          if (parameter.isEmpty() || value.equals(Optional.of(""))) {
            return Optional.empty();
          }
          once &= parameters.put(parameter, value) == null;
          skipSpace();
        }
        if (name.isEmpty() || (next() != ',' && next() != 0)) {
          return Optional.empty();
        }
        if (name.equals("permessage-deflate") && once && canBeMet(parameters)) {
          return Optional.of(
              "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
                  + (parameters.containsKey("server_max_window_bits")
                      ? "; server_max_window_bits=15"
                      : ""));
        }
      }
    }

    private static boolean canBeMet(Map<String, Optional<String>> parameters) {
      List<String> bits = List.of("8", "9", "10", "11", "12", "13", "14", "15");
      for (Map.Entry<String, Optional<String>> parameter : parameters.entrySet()) {
        Optional<String> value = parameter.getValue();
        boolean met =
            switch (parameter.getKey()) {
              case "client_max_window_bits" -> value.isEmpty() || bits.contains(value.get());
              case "server_max_window_bits" -> value.equals(Optional.of("15"));
              case "server_no_context_takeover", "client_no_context_takeover" -> value.isEmpty();
              default -> false;
            };
        if (!met) {
          return false;
        }
      }
      return true;
    }

    private char next() {
      return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
      while (next() == ' ' || next() == '\t') {
        at++;
      }
    }

    /** Empty: what is here is none. */
    private String token() {
      int begin = at;
      while (next() > ' ' && next() < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(next()) < 0) {
        at++;
      }
      return text.substring(begin, at);
    }

    /** A token, in quotes or not; empty: neither is here. */
    private String value() {
      if (next() != '"') {
        return token();
      }
      at++;
      String value = token();
      if (next() != '"') {
        return "";
      }
      at++;
      return value;
    }
  }
}
