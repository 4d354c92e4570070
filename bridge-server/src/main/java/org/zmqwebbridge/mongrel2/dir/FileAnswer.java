package org.zmqwebbridge.mongrel2.dir;

import org.zmqwebbridge.mongrel2.answer.Answerer;
import org.zmqwebbridge.mongrel2.answer.Visit;

/**
 * The answer of a directory to one request.
 *
 * <p>Owner thread: the one that has found the file; what it hears is the edge's. Lifetime: the
 * visit's.
 */
final class FileAnswer implements Answerer {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int MOVED = 301;
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;
  private static final int NO_SUCH_PART = 416;
  private static final int UNAVAILABLE = 503;

  private final Visit visit;
  private final Directories shared;
  private final FileHeads heads;
  private volatile FileStream stream; // of a large file; null: none
  private volatile boolean isGone;

  FileAnswer(Visit visit, DirTarget directory) {
    this.visit = visit;
    this.shared = directory.shared();
    this.heads = directory.heads();
  }

  /** Has a reader go on. */
  void later(Runnable task) {
    if (!shared.read(task)) {
      unavailable();
    }
  }

  private void unavailable() {
    shared.countRefused();
    visit.refuse(UNAVAILABLE);
  }

  /** Answers; {@code null}: there is no such file. */
  Answerer answer(Found found) {
    if (found == null) {
      visit.refuse(NOT_FOUND);
    } else if (found.isFolder()) {
      visit.send(heads.moved(location()));
      visit.answered(MOVED, 0);
    } else {
      answer(found, found.choose(visit.header("accept-encoding")));
    }
    return this;
  }

  /** The folder, as theirs says it, but for the query, which stays one. */
  private String location() {
    String path = visit.path();
    String query = visit.target().substring(path.length());
    String host = visit.header("host");
    if (host == null || host.isEmpty()) {
      return "/" + path.replaceFirst("^/+", "") + "/" + query;
    }
    return "//" + host + path + "/" + query;
  }

  private void answer(Found found, DirFile file) {
    long second = shared.second();
    Conditions conditions = new Conditions(visit, file.tag(), file.modified(), second);
    int status = conditions.status();
    if (status == PRECONDITION_FAILED) {
      visit.refuse(status);
    } else if (status == NOT_MODIFIED) {
      visit.send(heads.notModified(file, found.varies(), second));
      visit.answered(status, 0);
    } else {
      send(found, file, conditions.range(file.size()), second);
    }
  }

  private void send(Found found, DirFile file, ByteRange range, long second) {
    boolean isGet = visit.method().equals("GET");
    if (isGet && range == null && file == found.plain() && file.bytes() != null) {
      visit.send(found.whole(heads, second));
      visit.answered(OK, file.size());
    } else if (range != null && range.length() == 0) {
      visit.send(heads.noSuchPart(file, range, second));
      visit.answered(NO_SUCH_PART, 0);
    } else if (range != null) {
      byte[] head = heads.part(file, range, found.varies(), second);
      body(PARTIAL_CONTENT, head, file, range);
    } else {
      byte[] head = heads.all(file, found.varies(), second);
      body(OK, head, file, isGet ? ByteRange.all(file.size()) : ByteRange.all(0));
    }
  }

  private void body(int status, byte[] head, DirFile file, ByteRange range) {
    if (range.length() == 0) {
      visit.send(head);
      visit.answered(status, 0);
    } else if (file.bytes() != null) {
      visit.send(FileHeads.join(head, file.bytes(), (int) range.first(), (int) range.length()));
      visit.answered(status, range.length());
    } else if (shared.enter()) {
      begin(new FileStream(visit, shared, file, range, status, head));
    } else {
      unavailable();
    }
  }

  private void begin(FileStream begun) {
    stream = begun;
    if (isGone) {
      begun.onGone();
    }
    if (!shared.read(begun::run)) {
      begun.drop();
      unavailable();
    }
  }

  @Override
  public void onDrained() {
    FileStream begun = stream;
    if (begun != null) {
      begun.onDrained();
    }
  }

  @Override
  public void onGone() {
    isGone = true;
    FileStream begun = stream;
    if (begun != null) {
      begun.onGone();
    }
  }
}
