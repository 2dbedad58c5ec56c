/** Bearer tokens of an issuer that somebody else runs, in place of API keys. */
package org.insula.server.oidc;
