package org.zmqwebbridge.it.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The verdicts of the books, by what a subscriber of two publishers hears. */
final class HearingTest {
  private final Receipts one = new Receipts(0);
  private final Receipts other = new Receipts(1);
  private final Books books = new Books();
  private final Hearing hearing = new Hearing("it", "c", List.of(one, other), books);

  private void acknowledge(int last) {
    for (int serial = 0; serial <= last; serial++) {
      one.add(serial);
      other.add(serial);
    }
    one.end(last);
    other.end(last);
  }

  @Test
  void whatIsMissingWithoutAGapIsLost() {
    hearing.take("1:0", "0 0");
    hearing.take("1:1", "0 2");
    acknowledge(2);
    hearing.close();
    assertEquals(1, books.count(Books.Wrong.LOST));
  }

  @Test
  void whatIsMissingAfterAGapIsNotLost() {
    hearing.take("1:0", "0 0");
    hearing.gap();
    hearing.take("1:1", "0 2");
    acknowledge(2);
    hearing.close();
    assertTrue(books.isRight(), books.told()::toString);
    assertEquals(1 + 3, books.inGaps.sum(), "of the other nothing was heard");
  }

  @Test
  void aGapBeforeWhatIsHeardDoesNotExcuseWhatIsMissingAfterThat() {
    hearing.take("1:0", "0 0");
    hearing.gap();
    hearing.take("1:1", "0 1");
    hearing.take("1:3", "0 3");
    acknowledge(3);
    hearing.close();
    assertEquals(1, books.count(Books.Wrong.LOST));
  }

  @Test
  void anEndThatIsLostInAGapIsExcusedAndOneWithoutIsNot() {
    acknowledge(1);
    hearing.take("1:0", "0 0");
    hearing.take("1:1", "0 1");
    hearing.take("1:2", "1 0");
    assertFalse(hearing.isComplete() || hearing.isExcused(), hearing.where());
    hearing.gap();
    assertTrue(hearing.isExcused() && !hearing.isComplete(), hearing.where());
    hearing.close();
    assertTrue(books.isRight(), books.told()::toString);
    assertEquals(1, books.inGaps.sum());
  }
}
