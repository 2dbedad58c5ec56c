/** Insula's own interface to what people work at. */
package org.insula.server.api;
