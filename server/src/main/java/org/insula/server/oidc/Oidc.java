package org.insula.server.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import org.insula.host.HostException;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Json;
import org.insula.store.Role;

/**
 * Tells who came with a token of the issuer: signed by one of its keys, for this audience, not expired. Safe for many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068, access tokens as JWT</a>
 */
public final class Oidc {
    private static final int LONGEST = 16_000;
    private static final int SKEW_SECONDS = 60;
    private static final String EXPECTED = "send a token of the issuer.";

    private final URI issuer;
    private final String audience;
    private final String tenantClaim;
    private final String roleClaim;
    private final InstantSource clock;
    private final IssuerKeys keys;

    /**
     * Who it is.
     *
     * @param tenant an id or a name, which nobody has looked for yet
     * @param subject as the issuer calls it
     */
    public record Bearer(String tenant, Role role, String subject) {}

    public Oidc(URI issuer, String audience, String tenantClaim, String roleClaim, InstantSource clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.tenantClaim = tenantClaim;
        this.roleClaim = roleClaim;
        this.clock = clock;
        this.keys = new IssuerKeys(issuer, clock);
    }

    /** @throws HostException UNAUTHENTICATED if it is none, or not for us */
    public Bearer bearer(String token) {
        String[] parts = token.split("[.]", -1);
        if (token.length() > LONGEST || parts.length != 3) {
            throw refused("The token is neither a key of this Insula nor a signed token; send one of them.");
        }
        JsonNode header = json(parts[0]);
        Algorithm algorithm = Algorithm.of(header.path("alg").asText())
                .filter(_ -> !header.has("crit"))
                .orElseThrow(
                        () -> refused("The token is not signed with RS256, ES256 or EdDSA; have the issuer use one."));
        PublicKey key = keys.find(algorithm, header.path("kid").asText())
                .orElseThrow(
                        () -> refused("The token is signed with a key that its issuer does not have; get a new one."));
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        if (!algorithm.verifies(key, signed, decoded(parts[2]))) {
            throw refused("The token's signature does not fit; check that it was copied whole.");
        }
        return bearer(json(parts[1]));
    }

    private Bearer bearer(JsonNode claims) {
        Instant now = clock.instant();
        if (!claims.path("iss").asText().equals(issuer.toString())) {
            throw refused("The token is of another issuer; get one from " + issuer + ".");
        }
        if (!holds(claims.path("aud"), audience)) {
            throw refused("The token is not for '" + audience + "'; get one that is.");
        }
        if (!claims.path("exp").canConvertToLong()
                || now.getEpochSecond() >= claims.path("exp").longValue() + SKEW_SECONDS) {
            throw refused("The token has expired; get a new one.");
        }
        if (claims.path("nbf").asLong(0) > now.getEpochSecond() + SKEW_SECONDS) {
            throw refused("The token is not good yet; check the clocks.");
        }
        String tenant = claims.path(tenantClaim).asText();
        if (tenant.isEmpty()) {
            throw refused("The token has no claim '" + tenantClaim + "' and so no tenant; have the issuer add it.");
        }
        return new Bearer(
                tenant, role(claims.path(roleClaim)), claims.path("sub").asText());
    }

    private static boolean holds(JsonNode oneOrMore, String wanted) {
        if (!oneOrMore.isArray()) {
            return oneOrMore.asText().equals(wanted);
        }
        for (JsonNode each : oneOrMore) {
            if (each.asText().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static Role role(JsonNode claim) {
        Role role = Role.READER;
        for (Role each : Role.values()) {
            if (holds(claim, each.name().toLowerCase(Locale.ROOT)) && each.includes(role)) {
                role = each;
            }
        }
        return role;
    }

    private static JsonNode json(String part) {
        try {
            return Json.small(decoded(part), EXPECTED);
        } catch (IOException | BadRequest e) {
            throw malformed();
        }
    }

    private static byte[] decoded(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static HostException malformed() {
        return refused("The token is malformed; check that it was copied whole.");
    }

    private static HostException refused(String message) {
        return new HostException(HostException.Reason.UNAUTHENTICATED, message);
    }
}
