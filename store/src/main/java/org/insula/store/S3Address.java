package org.insula.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A bucket, from {@code s3://access:secret@host[:port]/bucket[/prefix][?region=…&plain=true]}.
 *
 * @param endpoint scheme, host and port, without a path; the bucket is part of the path, which every server understands
 * @param prefix empty, or ends with a slash
 */
record S3Address(URI endpoint, String bucket, String prefix, String region, String accessKey, String secretKey) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._-]+/)*");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

    static S3Address parse(String url) {
        try {
            URI uri = new URI(url);
            String[] credentials = uri.getRawUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            String[] places = path.split("/", 3);
            if (!"s3".equals(uri.getScheme())
                    || credentials.length != 2
                    || uri.getHost() == null
                    || places.length < 2) {
                throw refused();
            }
            String prefix = places.length < 3 || places[2].isEmpty() ? "" : places[2].replaceFirst("/*$", "/");
            boolean plain = "true".equals(parameter(uri, "plain", "false"));
            String region = parameter(uri, "region", "us-east-1");
            if (!BUCKET.matcher(places[1]).matches()
                    || !PREFIX.matcher(prefix).matches()
                    || prefix.contains("..")
                    || !REGION.matcher(region).matches()) {
                throw refused();
            }
            int port = uri.getPort() == (plain ? 80 : 443) ? -1 : uri.getPort();
            URI endpoint = new URI(plain ? "http" : "https", null, uri.getHost(), port, null, null, null);
            return new S3Address(endpoint, places[1], prefix, region, decode(credentials[0]), decode(credentials[1]));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw refused();
        }
    }

    private static String parameter(URI uri, String name, String otherwise) {
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(name + "=")) {
                return parameter.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the address, which has the secret. */
    private static StoreException refused() {
        return StoreException.badInput("The address of the blobs is not understood; give"
                + " s3://access:secret@host[:port]/bucket[/prefix][?region=us-east-1&plain=true] with access and secret"
                + " percent-encoded.");
    }

    @Override
    public String toString() {
        return endpoint + "/" + bucket + "/" + prefix;
    }
}
