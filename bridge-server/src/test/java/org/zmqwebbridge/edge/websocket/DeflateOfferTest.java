package org.zmqwebbridge.edge.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692, section 7.1: which offers are taken, and how they are answered. */
class DeflateOfferTest {
  private static final String ANSWER =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  private static void answered(String answer, String... offers) {
    assertEquals(
        Optional.of(answer), DeflateOffer.answer(List.of(offers)), List.of(offers)::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate; client_max_window_bits=8",
        "permessage-deflate;client_max_window_bits=\"15\"",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        " permessage-deflate ; client_no_context_takeover ",
        ", ,permessage-deflate,,",
        "x-webkit-deflate-frame, permessage-deflate",
        "foo; bar=\"baz\"; a=b, permessage-deflate; client_max_window_bits, other",
      })
  void anOfferThatCanBeMetIsTaken(String offer) {
    answered(ANSWER, offer);
  }

  @Test
  void aWindowThatTheClientLimitsToAllOfItIsSaidBack() {
    answered(
        ANSWER + "; server_max_window_bits=15", "permessage-deflate; server_max_window_bits=15");
  }

  @Test
  void theFirstOfferThatCanBeMetIsTaken() {
    answered(
        ANSWER,
        "permessage-deflate; server_no_context_takeover; server_max_window_bits=9,"
            + " permessage-deflate; server_no_context_takeover, permessage-deflate");
    answered(
        ANSWER + "; server_max_window_bits=15",
        "permessage-deflate; server_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=15, permessage-deflate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "deflate",
        "permessage-bzip2",
        "permessage-deflate2",
        "PERMESSAGE-DEFLATE",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=9",
        "permessage-deflate; server_max_window_bits=14",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=015",
        "permessage-deflate; server_max_window_bits=",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=08",
        "permessage-deflate; client_max_window_bits=a",
        "permessage-deflate; client_max_window_bits=\"15",
        "permessage-deflate; client_max_window_bits=15\"",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover=true",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; unknown",
        "permessage-deflate; server_no_context_takeover; x=y",
        "permessage-deflate;",
        "permessage-deflate;;client_max_window_bits",
        "permessage-deflate client_max_window_bits",
        "foo=bar, permessage-deflate",
        "foo; bar=\"a,b\", permessage-deflate",
      })
  void anOfferThatCannotBeMetOrUnderstoodIsDeclined(String offer) {
    assertEquals(Optional.empty(), DeflateOffer.answer(List.of(offer)));
  }

  @Test
  void aLongHeaderIsReadInNoTime() {
    String hostile = "permessage-deflate" + "; a".repeat(2000) + "=";
    assertEquals(Optional.empty(), DeflateOffer.answer(List.of(hostile)));
    assertEquals(Optional.empty(), DeflateOffer.answer(List.of(",".repeat(8000) + "=")));
    assertEquals(Optional.empty(), DeflateOffer.answer(List.of("a,".repeat(4000))));
    assertEquals(Optional.empty(), DeflateOffer.answer(List.of("a" + " ".repeat(8000) + "b")));
  }
}
