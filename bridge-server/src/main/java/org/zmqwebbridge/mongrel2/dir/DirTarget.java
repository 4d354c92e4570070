package org.zmqwebbridge.mongrel2.dir;

import org.zmqwebbridge.mongrel2.answer.Answerer;
import org.zmqwebbridge.mongrel2.answer.Visit;

/**
 * Answers requests with the files of a folder: from memory at once, otherwise by a thread that may
 * wait for disks.
 *
 * <p>Owner thread: none. Lifetime: as its configuration; visits outlive it.
 */
public final class DirTarget {
  private static final int METHOD_NOT_ALLOWED = 405;

  private final DirConfig config;
  private final Directories shared;
  private final FileHeads heads;
  private final FolderLook look;

  DirTarget(DirConfig config, Directories shared) {
    this.config = config;
    this.shared = shared;
    this.heads = new FileHeads(config.cacheControl());
    this.look = new FolderLook(config, shared.limits().maxCachedFileBytes());
  }

  /**
   * Answers a request.
   *
   * @param prefix of the route, which the folder stands for; of a reversed route {@code /}
   * @return who hears of the visit
   */
  public Answerer ask(Visit visit, String prefix) {
    if (!visit.method().equals("GET") && !visit.method().equals("HEAD")) {
      visit.refuse(METHOD_NOT_ALLOWED);
      return Answerer.DEAF;
    }
    FileCache.Key key = new FileCache.Key(this, prefix, visit.path());
    Found found = shared.cache().find(key);
    if (found != null && found.isFresh(shared.second(), config.cacheSeconds())) {
      return new FileAnswer(visit, this).answer(found);
    }
    FileAnswer answer = new FileAnswer(visit, this);
    answer.later(() -> answer.answer(find(key, found)));
    return answer;
  }

  /** By a reader: what is there now; {@code null}: nothing. */
  private Found find(FileCache.Key key, Found before) {
    Found found = look.find(key.path(), key.prefix(), before, shared.second());
    if (found == null) {
      shared.cache().drop(key);
    } else if (found != before) {
      shared.cache().put(key, found);
    }
    return found;
  }

  Directories shared() {
    return shared;
  }

  FileHeads heads() {
    return heads;
  }
}
