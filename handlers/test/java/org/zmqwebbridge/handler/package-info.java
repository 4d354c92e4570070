/** Both handler libraries against real servers of ours. */
package org.zmqwebbridge.handler;
