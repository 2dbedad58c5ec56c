package org.insula.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * {@code server.json} in the data directory: where the server that holds it listens, and a key that is good while it runs,
 * so that commands given {@code --data} find it. Only the directory's owner may read it; it is gone when the server has
 * stopped.
 *
 * @param address such as {@code http://127.0.0.1:8460}
 * @param key of the owner
 */
record ServerFile(URI address, String key) {
    private static final String NAME = "server.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Leaves the file; it appears whole. */
    void write(Path directory) {
        String content = JsonNodeFactory.instance
                .objectNode()
                .put("address", address.toString())
                .put("key", key)
                .put("process", ProcessHandle.current().pid())
                .toString();
        try {
            Files.createDirectories(directory);
            Path half = Files.createTempFile(directory, "server", ".tmp", ownerOnly(directory));
            Files.write(half, content.getBytes(StandardCharsets.UTF_8));
            Files.move(
                    half, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CliException(
                    "'" + directory.resolve(NAME) + "' could not be written (" + e.getMessage()
                            + "); check that you may write to the data directory.",
                    e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        return Files.getFileStore(directory).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Takes the file away. */
    static void remove(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(NAME));
        } catch (IOException e) {
            return; // a file whose process is gone is not believed
        }
    }

    /** The server that holds this directory, if one runs. */
    static Optional<ServerFile> read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            boolean runs = ProcessHandle.of(json.path("process").asLong(-1))
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
            return runs
                    ? Optional.of(new ServerFile(
                            URI.create(json.path("address").asText()),
                            json.path("key").asText()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new CliException(
                    "'" + file + "' is damaged; stop the server, delete the file and start it again.", e);
        } catch (IOException e) {
            return Optional.empty(); // no server
        }
    }
}
