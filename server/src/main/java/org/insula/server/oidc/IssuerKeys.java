package org.insula.server.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Json;

/**
 * The keys of an issuer, fetched when they are first needed, kept for an hour and fetched again for a key that is not among
 * them, but never more than twice a minute. While the issuer is away, those that are known serve on. Safe for many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517, JSON Web Key</a>
 */
final class IssuerKeys {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration BETWEEN = Duration.ofSeconds(30);
    private static final Duration ANSWERING = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 500_000;
    private static final int MOST_KEYS = 100;
    private static final String EXPECTED = "check the address of the issuer.";

    private final URI issuer;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(ANSWERING)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private Map<String, PublicKey> keys = Map.of();
    private Instant fetched = Instant.MIN;
    private Instant tried = Instant.MIN;

    IssuerKeys(URI issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /** @param id as in {@code kid}; empty where the issuer has but one key and names none */
    synchronized Optional<PublicKey> find(Algorithm algorithm, String id) {
        Instant now = clock.instant();
        PublicKey known = keys.get(algorithm + " " + id);
        boolean stale = known == null || fetched.plus(KEPT).isBefore(now);
        if (stale && (tried.equals(Instant.MIN) || tried.plus(BETWEEN).isBefore(now))) {
            tried = now;
            fetch().ifPresent(found -> {
                keys = found;
                fetched = now;
            });
        }
        return Optional.ofNullable(keys.get(algorithm + " " + id));
    }

    private Optional<Map<String, PublicKey>> fetch() {
        try {
            String configuration = issuer.toString().replaceAll("/$", "") + "/.well-known/openid-configuration";
            JsonNode about = get(URI.create(configuration));
            URI set = URI.create(about.path("jwks_uri").asText());
            boolean same = issuer.getScheme().equals(set.getScheme());
            if (!about.path("issuer").asText().equals(issuer.toString()) || !same) {
                return Optional.empty();
            }
            return Optional.of(keys(get(set).path("keys")));
        } catch (IOException | BadRequest | IllegalArgumentException e) {
            System.getLogger("org.insula.server")
                    .log(System.Logger.Level.WARNING, "The keys of {0} could not be had: {1}", issuer, e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private JsonNode get(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWERING)
                .header("Accept", "application/json")
                .build();
        HttpResponse<byte[]> answer = http.send(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode() + " of " + address);
        }
        return Json.small(answer.body(), EXPECTED);
    }

    private static Map<String, PublicKey> keys(JsonNode set) {
        Map<String, PublicKey> keys = new HashMap<>();
        for (JsonNode jwk : set) {
            for (Algorithm algorithm : Algorithm.values()) {
                String meant = jwk.path("alg").asText(algorithm.name());
                boolean forSigning = jwk.path("use").asText("sig").equals("sig");
                if (keys.size() < MOST_KEYS && forSigning && meant.equals(algorithm.name())) {
                    try {
                        keys.put(algorithm + " " + jwk.path("kid").asText(), algorithm.key(jwk));
                    } catch (GeneralSecurityException e) {
                        continue; // of another kind, or none that is taken
                    }
                }
            }
        }
        return keys;
    }
}
