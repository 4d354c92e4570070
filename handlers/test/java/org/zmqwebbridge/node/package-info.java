/** Both node libraries against real ROUTER sockets, and against servers of ours. */
package org.zmqwebbridge.node;
