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
  private String lastId = "";
  private boolean isBack; // it has heard nothing since it came

  /**
   * What was not heard.
   *
   * @param from the first serial number
   * @param to the one that was heard next
   * @param where it was, in words
   */
  private record Hole(int from, int to, String where) {}

  /** What has been heard of one publisher. */
  private static final class Account {
    final BitSet heard = new BitSet();
    final List<Hole> missing = new ArrayList<>(); // without a gap
    final List<Hole> excused = new ArrayList<>();
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

  /** It comes, or comes back. */
  synchronized void come() {
    isBack = true;
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
      String where = lastId + (isBack ? ", where it came back, and " : " and ") + id;
      (account.gap ? account.excused : account.missing)
          .add(new Hole(account.newest + 1, serial, where));
    }
    account.heard.set(serial);
    account.newest = Math.max(serial, account.newest);
    account.gap = false;
    lastId = id;
    isBack = false;
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

  /**
   * Whether what it has not heard of the end of publishers is in a gap that it was told of last:
   * then it may never come.
   */
  synchronized boolean isExcused() {
    for (int i = 0; i < accounts.length; i++) {
      int last = publishers.get(i).last();
      if (last < 0 || (accounts[i].newest < last && !accounts[i].gap)) {
        return false;
      }
    }
    return true;
  }

  /** How far it is, for anyone who wonders why it hears nothing. */
  synchronized String where() {
    StringBuilder text = new StringBuilder(who);
    for (int i = 0; i < accounts.length; i++) {
      text.append(", ").append(accounts[i].newest).append(" of ").append(publishers.get(i).last());
      text.append(accounts[i].gap ? " and a gap" : "");
    }
    return text + ", last " + lastId + (isBack ? ", and nothing since it came back" : "");
  }

  /** Compares with what was acknowledged. */
  synchronized void close() {
    for (int i = 0; i < accounts.length; i++) {
      Account account = accounts[i];
      Receipts publisher = publishers.get(i);
      for (Hole hole : account.missing) {
        for (int serial : unheard(hole, account, publisher)) {
          String what = publisher.number + " " + serial + " between " + hole.where();
          books.wrong(Books.Wrong.LOST, who + " lacks " + what);
        }
      }
      if (account.gap) {
        account.excused.add(new Hole(account.newest + 1, publisher.last() + 1, "the end"));
      }
      for (Hole hole : account.excused) {
        books.inGaps.add(unheard(hole, account, publisher).length);
      }
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
  private static int[] unheard(Hole hole, Account account, Receipts publisher) {
    return IntStream.range(hole.from(), hole.to())
        .filter(serial -> publisher.has(serial) && !account.heard.get(serial))
        .toArray();
  }
}
