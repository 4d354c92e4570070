package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pieces of answers, in their order and out of it, and what each means for the session. */
class AnswersTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK|Transfer-Encoding: chunked";

  private final Answers answers = new Answers();
  private final WrittenCarrier carrier = new WrittenCarrier();

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] headOf(String lines) {
    return bytes(lines.replace("|", "\r\n") + "\r\n\r\n");
  }

  /** A request that its node was told of. */
  private Asked ask(boolean isOfHead, boolean isPersistent, boolean isOld) {
    Asked asked =
        Asked.of(
            bytes("uwsgi"),
            bytes("packet"),
            new Asked.Manner(isOfHead, isPersistent, isOld, false),
            null);
    asked.sent();
    answers.add(asked);
    return asked;
  }

  private Answers.Step head(String lines) {
    return answers.head(headOf(lines), carrier);
  }

  private Answers.Step body(String text) {
    return answers.body(bytes(text), carrier);
  }

  private Answers.Step chunk(String text) {
    return answers.chunk(bytes(text), carrier);
  }

  /**
   * Whether each head alone, by who asked how, is the whole answer, and what follows.
   *
   * <p>In {@code asked}: h of HEAD, c closes, o of old.
   */
  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK|Content-Length: 0, -, ANSWERED",
    "HTTP/1.1 200 OK|Content-Length: 0, c, LAST",
    "HTTP/1.1 200 OK|Content-Length: 0|Connection: close, -, LAST",
    "HTTP/1.1 200 OK|content-length:0|CONNECTION:  Close , -, LAST",
    "'HTTP/1.1 200 OK|Content-Length: 0|Connection: x, close', -, LAST",
    "'HTTP/1.1 200 OK|Content-Length: 0|Connection: close, keep-alive', -, LAST",
    "HTTP/1.1 200 OK|Content-Length: 0|Connection: keep-alive, -, ANSWERED",
    "HTTP/1.0 200 OK|Content-Length: 0, -, LAST",
    "HTTP/1.0 200 OK|Content-Length: 0|Connection: keep-alive, -, ANSWERED",
    "HTTP/1.0 200 OK|Content-Length: 0|Connection: keep-alive, c, LAST",
    "HTTP/1.1 200 OK|Content-Length: 0, o, ANSWERED",
    "HTTP/1.1 200 OK|Content-Length: 5, -, ON",
    "HTTP/1.1 200 OK|Content-Length: 5, h, ANSWERED",
    "HTTP/1.1 200 OK|Content-Length: 5, hc, LAST",
    "HTTP/1.1 200 OK, -, ON",
    "HTTP/1.1 200 OK, h, ANSWERED",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked, -, ON",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked, h, ANSWERED",
    "HTTP/1.1 200 OK|Transfer-Encoding: CHUNKED, -, ON",
    "HTTP/1.1 204 No Content, -, ANSWERED",
    "HTTP/1.1 204 No Content|Content-Length: 5, -, ANSWERED",
    "HTTP/1.1 304 Not Modified, -, ANSWERED",
    "HTTP/1.1 304 Not Modified|Content-Length: 5, -, ANSWERED",
    "HTTP/1.1 304 Not Modified, c, LAST",
    "HTTP/1.1 200, -, ON",
    "'HTTP/1.1 200 ', -, ON",
    "HTTP/1.1 404 Not Found|Content-Length: 0, -, ANSWERED",
    "HTTP/1.1 500 Internal Server Error|Content-Length: 0, -, ANSWERED",
    "HTTP/1.1 100 Continue, -, ON",
    "HTTP/1.1 103 Early Hints|Link: </a>, -, ON",
    "HTTP/2 200 OK, -, WRONG",
    "HTTP/1.2 200 OK, -, WRONG",
    "http/1.1 200 OK, -, WRONG",
    "HTTP/1.1 20 OK, -, WRONG",
    "HTTP/1.1 2x0 OK, -, WRONG",
    "HTTP/1.1 2000 OK, -, WRONG",
    "HTTP/1.1 099 OK, -, WRONG",
    "HTTP/1.1  200 OK, -, WRONG",
    "HTTP/1.1 200 OK|no colon, -, WRONG",
    "HTTP/1.1 200 OK|: no name, -, WRONG",
    "HTTP/1.1 200 OK|A : b, -, WRONG",
    "'HTTP/1.1 200 OK|A: b| folded', -, WRONG",
    "HTTP/1.1 200 OK|Content-Length: -1, -, WRONG",
    "HTTP/1.1 200 OK|Content-Length: 1x, -, WRONG",
    "HTTP/1.1 200 OK|Content-Length:, -, WRONG",
    "'HTTP/1.1 200 OK|Content-Length: 1, 1', -, WRONG",
    "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2, -, WRONG",
    "HTTP/1.1 200 OK|Content-Length: 1|Transfer-Encoding: chunked, -, WRONG",
    "HTTP/1.1 200 OK|Transfer-Encoding: gzip, -, WRONG",
    "'HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked', -, WRONG",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Transfer-Encoding: chunked, -, WRONG",
    "HTTP/1.1 200 OK|Content-Length: 1234567890123456789, -, WRONG",
  })
  void whatAHeadAloneMeans(String lines, String how, Answers.Step step) {
    ask(how.contains("h"), !how.contains("c"), how.contains("o"));
    assertEquals(step, head(lines), lines);
  }

  @Test
  void aBodyIsCutAtItsLength() {
    ask(false, true, false);
    assertEquals(Answers.Step.ON, head("HTTP/1.1 200 OK|Content-Length: 5"));
    assertEquals(Answers.Step.ON, body("hel"));
    assertEquals(Answers.Step.ANSWERED, body("lo and more"));
    assertEquals("[200]hello[answered]", carrier.written());
    assertEquals(Answers.Step.WRONG, body("more"));
    assertTrue(answers.isEmpty());
  }

  @Test
  void chunksAreHandedOnAndTheEmptyOneIsTheLast() {
    ask(false, true, false);
    head(CHUNKED);
    assertTrue(answers.isInChunks());
    assertEquals(Answers.Step.ON, chunk("hi"));
    assertEquals(Answers.Step.ANSWERED, chunk(""));
    assertEquals("[200][chunk hi][chunk ][answered]", carrier.written());
  }

  @Test
  void chunksThatTheNodeHasFramedEndWithTheirOwnLast() {
    ask(false, true, false);
    head(CHUNKED);
    assertEquals(Answers.Step.ON, body("2\r\nh"));
    assertEquals(Answers.Step.ANSWERED, body("i\r\n0\r\n\r\nmore"));
    assertEquals("[200]2\r\nhi\r\n0\r\n\r\n[answered]", carrier.written());
  }

  @Test
  void whatIsNoChunkIsWrong() {
    ask(false, true, false);
    head(CHUNKED);
    assertEquals(Answers.Step.WRONG, body("xyz\r\n"));
  }

  @Test
  void chunksOfAnAnswerWithALengthAreItsBody() {
    ask(false, true, false);
    head("HTTP/1.1 200 OK|Content-Length: 4");
    assertEquals(Answers.Step.ON, chunk("ab"));
    assertEquals(Answers.Step.ANSWERED, chunk("cd"));
    assertEquals("[200]abcd[answered]", carrier.written());
  }

  @Test
  void aClientOfOldGetsChunksRawAndIsTheLast() {
    ask(false, true, true);
    head(CHUNKED);
    assertEquals(Answers.Step.ON, chunk("hi"));
    assertEquals(Answers.Step.LAST, chunk(""));
    assertEquals("[200]hi[answered]", carrier.written());
  }

  @Test
  void withoutALengthOnlyAnEmptyChunkEndsIt() {
    ask(false, true, false);
    head("HTTP/1.1 200 OK");
    assertEquals(Answers.Step.ON, body("hi"));
    assertEquals(Answers.Step.ON, body(""));
    assertEquals(Answers.Step.LAST, chunk(""));
  }

  @Test
  void nothingIsAnsweredThatNobodyHasAsked() {
    assertEquals(Answers.Step.WRONG, head("HTTP/1.1 200 OK"));
    assertEquals(Answers.Step.WRONG, body("hi"));
    assertEquals(Answers.Step.WRONG, chunk("hi"));
    assertEquals("", carrier.written());
  }

  @Test
  void nothingIsAnsweredThatNoNodeWasToldOf() {
    answers.add(Asked.refused(Refusal.NO_NODE));
    assertEquals(Answers.Step.WRONG, head("HTTP/1.1 200 OK"));
  }

  @Test
  void aSecondHeadIsWrong() {
    ask(false, true, false);
    head("HTTP/1.1 200 OK|Content-Length: 5");
    assertEquals(Answers.Step.WRONG, head("HTTP/1.1 200 OK|Content-Length: 5"));
  }

  @Test
  void whatHasBegunCannotMove() {
    ask(false, true, false);
    assertTrue(answers.canMove());
    head("HTTP/1.1 103 Early Hints");
    assertFalse(answers.canMove());
  }

  @Test
  void theNextIsAnsweredAfterTheFirst() {
    ask(false, true, false);
    Asked second = ask(false, true, false);
    head("HTTP/1.1 200 OK|Content-Length: 0");
    assertEquals(second, answers.first());
    assertFalse(answers.hasBegun());
    assertEquals(Answers.Step.ANSWERED, head("HTTP/1.1 204 No Content"));
    assertNull(answers.first());
  }
}
