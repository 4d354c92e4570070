package org.zmqwebbridge.probe;

/** Who hears what is no message: that some are lost, for example. */
interface Remarks {
  void say(String remark);
}
