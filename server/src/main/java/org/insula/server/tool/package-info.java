/** What whoever starts the server can offer through it beside the models. */
package org.insula.server.tool;
