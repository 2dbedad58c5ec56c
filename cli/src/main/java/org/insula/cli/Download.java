package org.insula.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Fetches a large file and goes on where it broke off, in the same run or in a later one. What tells one version of the file
 * from another lies beside it, so that two versions are never joined.
 */
final class Download implements AutoCloseable {
    private static final int FRUITLESS = 3;
    private static final int BUFFER = 1 << 18;
    private static final int MEGA = 1_000_000;
    private static final Duration CONNECTING = Duration.ofSeconds(20);
    private static final String SHA256 = "[0-9a-fA-F]{64}";

    private final Terminal terminal;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECTING)
            .build();

    Download(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Fetches a file into its place and checks it.
     *
     * @param sha256 what it has to be; if empty, what the server says of it, as Hugging Face does
     * @return its SHA-256, if there was one to check it by
     */
    Optional<String> fetch(URI address, Path file, Optional<String> sha256) {
        Path tag = file.resolveSibling(file.getFileName() + ".tag");
        try {
            Optional<String> said = whole(address, file, tag);
            Optional<String> expected = sha256.or(() -> said);
            Files.deleteIfExists(tag);
            if (expected.isPresent()) {
                check(address, file, expected.get().toLowerCase(Locale.ROOT));
            }
            return expected;
        } catch (IOException e) {
            throw new CliException(
                    address + " could not be fetched (" + e.getMessage() + "); start it again to go on from there.", e);
        } catch (InterruptedException e) {
            throw new CancellationException("Stopped; start it again to go on from there.");
        } finally {
            terminal.clear();
        }
    }

    /** As often as more of it comes; what the server said of its hash comes back. */
    private Optional<String> whole(URI address, Path file, Path tag) throws IOException, InterruptedException {
        for (int fruitless = 0; ; ) {
            long before = size(file);
            try {
                return attempt(address, file, tag);
            } catch (IOException e) {
                fruitless = size(file) > before ? 0 : fruitless + 1;
                if (fruitless == FRUITLESS) {
                    throw e;
                }
            }
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private Optional<String> attempt(URI address, Path file, Path tag) throws IOException, InterruptedException {
        long have = Files.exists(tag) ? size(file) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", Files.readString(tag));
        }
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() == 416 && have > 0) {
                return hash(response); // it was whole already
            }
            boolean goesOn = response.statusCode() == 206;
            if (response.statusCode() != 200 && !goesOn) {
                throw new CliException(address + " answered with status " + response.statusCode()
                        + "; check the address, and that it may be fetched without signing in.");
            }
            long from = goesOn ? have : 0;
            long total =
                    from + response.headers().firstValueAsLong("Content-Length").orElse(-1 - from);
            long room = Files.getFileStore(file.getParent()).getUsableSpace();
            if (total - from > room) {
                throw new CliException("The model has " + total / MEGA + " MB and " + room / MEGA
                        + " MB are free; make room or give another --data.");
            }
            Optional<String> etag = response.headers().firstValue("ETag").filter(text -> !text.startsWith("W/"));
            if (etag.isPresent()) {
                Files.writeString(tag, etag.get());
            } else {
                Files.deleteIfExists(tag);
            }
            copy(body, file, from, total);
            return hash(response);
        }
    }

    private void copy(InputStream body, Path file, long from, long total) throws IOException {
        long at = from;
        try (OutputStream out =
                from > 0 ? Files.newOutputStream(file, StandardOpenOption.APPEND) : Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                at += n;
                terminal.progress("fetching, MB", (int) (at / MEGA), (int) (Math.max(total, at) / MEGA));
            }
        }
        if (total >= 0 && at < total) {
            throw new IOException("it broke off after " + at + " of " + total + " bytes");
        }
    }

    /** A hash that a server gives is in its tag, perhaps of the answer that led here. */
    private static Optional<String> hash(HttpResponse<?> last) {
        for (Optional<? extends HttpResponse<?>> at = Optional.of(last);
                at.isPresent();
                at = at.get().previousResponse()) {
            for (String name : new String[] {"X-Linked-ETag", "ETag"}) {
                Optional<String> found = at.get().headers().firstValue(name).map(text -> text.replace("\"", ""));
                if (found.isPresent() && found.get().matches(SHA256)) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static void check(URI address, Path file, String expected) throws IOException {
        String found = sha256(file);
        if (!found.equals(expected)) {
            Files.delete(file);
            throw new CliException("What came from " + address + " has the SHA-256 " + found + " and not " + expected
                    + "; it was thrown away, so fetch it again or ask who offers it.");
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
