package org.insula.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.insula.store.StoreException.Reason;

/** Blobs as files {@code tenant/ab/abcd…}. */
final class FolderBlobs implements BlobStore {
    private static final Pattern TENANT = Pattern.compile("[0-9a-z]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String MARK = "store-id";

    private final Path root;

    FolderBlobs(Path root) {
        this.root = root;
        try {
            Folders.make(root);
        } catch (IOException e) {
            throw FileFailures.of(root, e);
        }
    }

    private Path file(String tenant, String hash) {
        if (!TENANT.matcher(tenant).matches() || !HASH.matcher(hash).matches()) {
            throw StoreException.badInput("A blob is named by a tenant's id and 64 hexadecimal digits; name it so.");
        }
        return root.resolve(tenant).resolve(hash.substring(0, 2)).resolve(hash);
    }

    @Override
    public void put(String tenant, String hash, Path staged) {
        Path target = file(tenant, hash);
        try {
            Folders.make(target.getParent());
            Folders.move(staged, target);
        } catch (IOException e) {
            throw FileFailures.of(root, e);
        }
    }

    @Override
    public InputStream open(String tenant, String hash) {
        try {
            return Files.newInputStream(file(tenant, hash));
        } catch (NoSuchFileException e) {
            throw new StoreException(
                    Reason.BROKEN,
                    "The content " + hash + " is missing from the blobs; run insula doctor, or restore a backup.",
                    e);
        } catch (IOException e) {
            throw FileFailures.of(root, e);
        }
    }

    @Override
    public Optional<Long> size(String tenant, String hash) {
        try {
            return Optional.of(Files.size(file(tenant, hash)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileFailures.of(root, e);
        }
    }

    @Override
    public void delete(String tenant, String hash) {
        try {
            Files.deleteIfExists(file(tenant, hash));
        } catch (IOException e) {
            throw FileFailures.of(root, e);
        }
    }

    @Override
    public void each(Consumer<Lying> consumer) {
        for (Path tenant : in(root, TENANT)) {
            for (Path prefix : in(tenant, Pattern.compile("[0-9a-f]{2}"))) {
                for (Path blob : in(prefix, HASH)) {
                    String name = tenant.getFileName().toString();
                    String hash = blob.getFileName().toString();
                    size(name, hash).ifPresent(size -> consumer.accept(new Lying(name, hash, size)));
                }
            }
        }
    }

    private List<Path> in(Path folder, Pattern names) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            names.matcher(entry.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileFailures.of(root, e);
        }
    }

    @Override
    public Optional<String> mark() {
        try {
            return Optional.of(Files.readString(root.resolve(MARK)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileFailures.of(root, e);
        }
    }

    @Override
    public void mark(String text) {
        Path half = root.resolve(MARK + ".part");
        try {
            Files.writeString(half, text + "\n");
            Folders.move(half, root.resolve(MARK));
        } catch (IOException e) {
            throw FileFailures.of(root, e);
        }
    }
}
