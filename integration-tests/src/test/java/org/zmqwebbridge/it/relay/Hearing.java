package org.zmqwebbridge.it.relay;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one subscriber of a channel has heard of each of its publishers; writes down what is wrong.
 * A message is {@code PUBLISHER SERIAL}.
 *
 * <p>Owner thread: none: its lock.
 */
final class Hearing {
  private final String who;
  private final String channel;
  private final List<Receipts> publishers;
  private final int first;
  private final Books books;
  private final Account[] accounts;
  private long received;

  /** What has been heard of one publisher. */
  private static final class Account {
    final BitSet heard = new BitSet();
    final List<int[]> missing = new ArrayList<>(); // from, to: without a gap
    final List<int[]> excused = new ArrayList<>();
    final List<int[]> disordered = new ArrayList<>(); // this, after that
    int newest = -1;
    int beforeGap = -1;
    boolean gap;
  }

  /**
   * @param publishers all of its channel; their numbers follow one another
   */
  Hearing(String who, String channel, List<Receipts> publishers, Books books) {
    this.who = who;
    this.channel = channel;
    this.publishers = publishers;
    this.first = publishers.get(0).number;
    this.books = books;
    this.accounts = new Account[publishers.size()];
    for (int i = 0; i < accounts.length; i++) {
      accounts[i] = new Account();
    }
  }

  /** It is told that what was to be heard here is lost. */
  synchronized void gap() {
    books.gaps.increment();
    for (Account account : accounts) {
      account.gap = true;
      account.beforeGap = account.newest;
    }
  }

  synchronized void take(String id, String body) {
    int blank = body.indexOf(' ');
    int serial = Integer.parseInt(body, blank + 1, body.length(), 10);
    Account account = accounts[Integer.parseInt(body, 0, blank, 10) - first];
    books.received.increment();
    books.hasId(channel + " " + id, body);
    received++;
    if (account.heard.get(serial)) {
      if (serial > account.beforeGap) {
        books.wrong(Books.Wrong.DOUBLED, who + " heard " + body + " again, as " + id);
      }
    } else if (serial < account.newest) {
      account.disordered.add(new int[] {serial, account.newest});
    } else if (serial > account.newest + 1) {
      (account.gap ? account.excused : account.missing).add(new int[] {account.newest + 1, serial});
    }
    account.heard.set(serial);
    account.newest = Math.max(serial, account.newest);
    account.gap = false;
  }

  synchronized long received() {
    return received;
  }

  /** The newest that was heard of this publisher; -1: none. */
  synchronized int newest(int publisher) {
    return accounts[publisher - first].newest;
  }

  /** Whether it has heard the end of each publisher. */
  synchronized boolean isComplete() {
    for (int i = 0; i < accounts.length; i++) {
      int last = publishers.get(i).last();
      if (last < 0 || accounts[i].newest < last) {
        return false;
      }
    }
    return true;
  }

  /** How far it is, for whoever wonders why it hears nothing. */
  synchronized String where() {
    StringBuilder text = new StringBuilder(who);
    for (int i = 0; i < accounts.length; i++) {
      text.append(", ").append(accounts[i].newest).append(" of ").append(publishers.get(i).last());
    }
    return text.toString();
  }

  /** Compares with what was acknowledged. */
  synchronized void close() {
    for (int i = 0; i < accounts.length; i++) {
      Account account = accounts[i];
      Receipts publisher = publishers.get(i);
      for (int serial : unheard(account.missing, account, publisher)) {
        books.wrong(Books.Wrong.LOST, who + " lacks " + publisher.number + " " + serial);
      }
      books.inGaps.add(unheard(account.excused, account, publisher).length);
      for (int[] pair : account.disordered) {
        if (publisher.has(pair[0]) && publisher.has(pair[1])) {
          books.wrong(
              Books.Wrong.DISORDERED,
              who + " heard " + publisher.number + " " + pair[0] + " after " + pair[1]);
        }
      }
    }
  }

  /** Those that were acknowledged, and never came. */
  private static int[] unheard(List<int[]> ranges, Account account, Receipts publisher) {
    return ranges.stream()
        .flatMapToInt(range -> IntStream.range(range[0], range[1]))
        .filter(serial -> publisher.has(serial) && !account.heard.get(serial))
        .toArray();
  }
}
