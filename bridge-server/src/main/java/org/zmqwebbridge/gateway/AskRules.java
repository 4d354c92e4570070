package org.zmqwebbridge.gateway;

/**
 * How pages of a REP endpoint are asked. The methods that take a value make another one of it.
 *
 * @param page which of them an ask is for
 * @param pageLeft what becomes of the asks that a page has in hand when it leaves
 */
public record AskRules(AskedPage page, PageLeft pageLeft) {
  /** By name; and what a page has in hand ends with it. */
  public static final AskRules DEFAULTS = new AskRules(AskedPage.NAMED, PageLeft.ERROR);

  /** The same, and asks are for these. */
  public AskRules page(AskedPage asked) {
    return new AskRules(asked, pageLeft);
  }

  /** The same, and this becomes of the asks of a page that leaves. */
  public AskRules pageLeft(PageLeft fate) {
    return new AskRules(page, fate);
  }

  /** Whether a page needs no name there. */
  public boolean areForAny() {
    return page == AskedPage.ANY;
  }

  /** Whether another page is asked instead of one that leaves. */
  boolean goOn() {
    return pageLeft == PageLeft.NEXT;
  }
}
