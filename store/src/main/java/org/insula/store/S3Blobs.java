package org.insula.store;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.insula.store.StoreException.Reason;

/**
 * Blobs as objects {@code prefix/tenant/hash} of a bucket. Contents are sent with their SHA-256, which the server checks,
 * in one request each; what it has answered with 200 is durable.
 */
final class S3Blobs implements BlobStore {
    private static final Pattern BLOB = Pattern.compile("([0-9a-z]{1,64})/([0-9a-f]{64})");
    private static final String NOTHING = Hashes.of(new byte[0]);
    private static final int LIST_BYTES = 20_000_000;
    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long SLOWEST_BYTES_PER_SECOND = 200_000;

    private final S3Address address;
    private final S3Signature signature;
    private final InstantSource clock;
    private final HttpClient http;
    private final int listed;

    S3Blobs(S3Address address, InstantSource clock) {
        this(address, clock, 1000);
    }

    /** @param listed how many objects are asked for at once, at most 1000 */
    S3Blobs(S3Address address, InstantSource clock, int listed) {
        this.address = address;
        this.clock = clock;
        this.listed = listed;
        signature = new S3Signature(address.accessKey(), address.secretKey(), address.region());
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private static String key(String tenant, String hash) {
        String key = tenant + "/" + hash;
        if (!BLOB.matcher(key).matches()) {
            throw StoreException.badInput("A blob is named by a tenant's id and 64 hexadecimal digits; name it so.");
        }
        return key;
    }

    @Override
    public void put(String tenant, String hash, Path file) {
        try {
            BodyPublisher body = BodyPublishers.ofFile(file);
            Duration patience = PATIENCE.plusSeconds(body.contentLength() / SLOWEST_BYTES_PER_SECOND);
            expect(send("PUT", key(tenant, hash), "", body, hash, patience, BodyHandlers.discarding()), 200);
        } catch (FileNotFoundException e) {
            throw FileFailures.of(file.getParent(), e);
        }
    }

    @Override
    public InputStream open(String tenant, String hash) {
        HttpResponse<InputStream> response = get(key(tenant, hash), "");
        if (response.statusCode() == 404) {
            closeQuietly(response.body());
            throw new StoreException(
                    Reason.BROKEN,
                    "The content " + hash + " is missing from the blobs; run insula doctor, or restore a backup.");
        }
        if (response.statusCode() != 200) {
            closeQuietly(response.body());
            throw failure(response.statusCode());
        }
        return response.body();
    }

    @Override
    public Optional<Long> size(String tenant, String hash) {
        HttpResponse<Void> response = send(
                "HEAD", key(tenant, hash), "", BodyPublishers.noBody(), NOTHING, PATIENCE, BodyHandlers.discarding());
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        expect(response, 200);
        return Optional.of(response.headers().firstValueAsLong("content-length").orElse(0));
    }

    @Override
    public void delete(String tenant, String hash) {
        HttpResponse<Void> response = send(
                "DELETE", key(tenant, hash), "", BodyPublishers.noBody(), NOTHING, PATIENCE, BodyHandlers.discarding());
        if (response.statusCode() != 404 && response.statusCode() != 200) {
            expect(response, 204);
        }
    }

    @Override
    public void each(Consumer<Lying> consumer) {
        Optional<String> token = Optional.of("");
        while (token.isPresent()) {
            String from = token.get().isEmpty() ? "" : "continuation-token=" + encode(token.get()) + "&";
            HttpResponse<InputStream> response =
                    get("", from + "list-type=2&max-keys=" + listed + "&prefix=" + encode(address.prefix()));
            byte[] xml;
            try (InputStream body = response.body()) {
                xml = body.readNBytes(LIST_BYTES);
            } catch (IOException e) {
                throw unreachable(e);
            }
            expect(response, 200);
            S3Listing listing = S3Listing.parse(new ByteArrayInputStream(xml));
            listing.items().forEach(item -> tell(item, consumer));
            token = listing.next();
        }
    }

    private void tell(S3Listing.Item item, Consumer<Lying> consumer) {
        if (item.key().startsWith(address.prefix())) {
            Matcher blob = BLOB.matcher(item.key().substring(address.prefix().length()));
            if (blob.matches()) {
                consumer.accept(new Lying(blob.group(1), blob.group(2), item.size()));
            }
        }
    }

    @Override
    public Optional<String> mark() {
        HttpResponse<InputStream> response = get("store-id", "");
        try (InputStream body = response.body()) {
            byte[] text = body.readNBytes(1000);
            if (response.statusCode() == 404) {
                return Optional.empty();
            }
            expect(response, 200);
            return Optional.of(new String(text, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public void mark(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        expect(
                send(
                        "PUT",
                        "store-id",
                        "",
                        BodyPublishers.ofByteArray(content),
                        Hashes.of(content),
                        PATIENCE,
                        BodyHandlers.discarding()),
                200);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<InputStream> get(String key, String query) {
        return send("GET", key, query, BodyPublishers.noBody(), NOTHING, PATIENCE, BodyHandlers.ofInputStream());
    }

    /** Every request may be repeated: what it does twice is as good as once. */
    private <T> HttpResponse<T> send(
            String method,
            String key,
            String query,
            BodyPublisher body,
            String bodyHash,
            Duration patience,
            BodyHandler<T> handler) {
        String path = "/" + address.bucket() + (key.isEmpty() ? "" : "/" + address.prefix() + key);
        for (int tries = 1; ; tries++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(address.endpoint() + path + (query.isEmpty() ? "" : "?" + query)))
                    .method(method, body)
                    .timeout(patience);
            String host = address.endpoint().getRawAuthority();
            signature
                    .headers(method, host, path, query, bodyHash, clock.instant(), Map.of())
                    .forEach(request::header);
            try {
                HttpResponse<T> response = http.send(request.build(), handler);
                if (response.statusCode() < 500 || response.statusCode() == 507 || tries == TRIES) {
                    return response;
                }
                if (response.body() instanceof InputStream stream) {
                    closeQuietly(stream);
                }
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw unreachable(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unreachable(e);
            }
        }
    }

    private void expect(HttpResponse<?> response, int status) {
        if (response.statusCode() != status) {
            throw failure(response.statusCode());
        }
    }

    private StoreException failure(int status) {
        if (status == 507) {
            return new StoreException(
                    Reason.FULL, "The S3 server has no space left and kept nothing; free some space and try again.");
        }
        String why = switch (status) {
            case 401, 403 -> "it refuses the access key; see that key, secret and the clock are right";
            case 404 -> "it has no bucket '" + address.bucket() + "'; make it, or correct the address";
            default -> "it answered " + status + "; try again later";
        };
        return new StoreException(
                Reason.UNAVAILABLE, "The S3 server at " + address.endpoint() + " cannot be used: " + why + ".");
    }

    private StoreException unreachable(Exception e) {
        return new StoreException(
                Reason.UNAVAILABLE,
                "The S3 server at " + address.endpoint() + " cannot be reached ("
                        + e.getClass().getSimpleName() + "); see that it runs, then try again.",
                e);
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException nobodyReadsIt) {
            // the answer is known already
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
