/** What every protocol is made of: routes, callers, bodies that are bounded, and failures told one way. */
package org.insula.server.http;
