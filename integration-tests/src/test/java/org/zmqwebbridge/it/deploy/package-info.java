/** The files of {@code deploy/}: that they are what their readers take, and name what is there. */
package org.zmqwebbridge.it.deploy;
