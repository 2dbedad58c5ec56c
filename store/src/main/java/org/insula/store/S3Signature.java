package org.insula.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request to S3.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Signature Version 4 in the
 *     Authorization header</a>
 */
final class S3Signature {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String accessKey;
    private final String secretKey;
    private final String region;

    S3Signature(String accessKey, String secretKey, String region) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.region = region;
    }

    /**
     * The headers that a request needs, {@code Authorization} among them and {@code host} left out, which the HTTP client
     * writes itself.
     *
     * @param path percent-encoded
     * @param query percent-encoded, sorted by name
     * @param contentHash SHA-256 of the body in lower-case hexadecimal
     * @param more headers in small letters, which are signed too
     */
    Map<String, String> headers(
            String method,
            String host,
            String path,
            String query,
            String contentHash,
            Instant now,
            Map<String, String> more) {
        String time = TIME.format(now);
        TreeMap<String, String> headers = new TreeMap<>(more);
        headers.put("host", host);
        headers.put("x-amz-content-sha256", contentHash);
        headers.put("x-amz-date", time);
        String names = String.join(";", headers.keySet());
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining());
        String request = String.join("\n", method, path, query, lines, names, contentHash);
        String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, Hashes.of(utf8(request)));
        String signature = Hashes.hex(hmac(key(time.substring(0, 8)), toSign));
        headers.put(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKey + "/" + scope + ",SignedHeaders=" + names + ",Signature="
                        + signature);
        headers.remove("host");
        return headers;
    }

    private byte[] key(String day) {
        return hmac(hmac(hmac(hmac(utf8("AWS4" + secretKey), day), region), "s3"), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256; this one does not.", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
