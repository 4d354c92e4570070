/** GRIP with real origins, clients and publishers. */
package org.zmqwebbridge.it.grip;
