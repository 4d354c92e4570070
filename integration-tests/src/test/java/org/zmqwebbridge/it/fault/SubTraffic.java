package org.zmqwebbridge.it.fault;

import com.google.gson.JsonObject;
import java.util.function.Supplier;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.RawPage;

/**
 * Pages hear what a service publishes: in order, nothing twice. Nobody asks, so what counts is that
 * they hear again what is published when the fault is over.
 *
 * <p>Owner thread: the scenario's.
 */
final class SubTraffic implements Traffic {
  private final Newspaper paper;
  private final Supplier<RawPage> door;
  private final Books books;
  private Reader reader;
  private long from = 1;

  private final class Reader implements PageLine.Listener {
    private final PageLine line;
    private volatile long last;

    Reader(RawPage page) {
      page.connected("paper", Stage.ENDPOINT, Json.SUB);
      line = new PageLine(page, this);
    }

    @Override
    public void onFrame(JsonObject frame) {
      String content = Json.text(frame, "content");
      int end = content.indexOf('x');
      long number = Long.parseLong(end < 0 ? content : content.substring(0, end));
      if (number <= last || number > paper.number()) {
        books.violated("heard " + number + " after " + last);
      }
      last = number;
    }

    @Override
    public void onEnd() {}
  }

  SubTraffic(Supplier<RawPage> door, Newspaper paper, Books books) {
    this.door = door;
    this.paper = paper;
    this.books = books;
    this.reader = new Reader(door.get());
  }

  @Override
  public void some() {}

  @Override
  public void large(int bytes) {
    paper.pad(bytes);
  }

  @Override
  public void beginsAnew() {
    from = paper.number() + 1;
  }

  @Override
  public boolean works() {
    comeBack();
    return reader.last >= from;
  }

  @Override
  public void comeBack() {
    if (reader.line.hasEnded()) {
      reader = new Reader(door.get());
    }
  }

  @Override
  public void close() {
    reader.line.cut();
  }
}
