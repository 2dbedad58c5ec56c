package org.insula.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.insula.language.LanguageException;
import org.insula.onnx.Network;
import org.insula.onnx.OnnxException;
import org.insula.onnx.OnnxModel;
import org.insula.teach.Model;
import org.insula.teach.ModelDescription;
import org.insula.teach.ModelFile;
import org.insula.teach.SafeFile;
import org.insula.teach.TeachException;

/**
 * A folder of {@code NAME.insula} files, {@code NAME.onnx} files of bare networks and {@code NAME.gguf} files of language
 * models. What is put there by hand appears, what is replaced is read again, and a file
 * that is not a whole model is reported instead of hiding the others. Safe for many threads.
 */
public final class ModelFolder {
    private static final String ENDING = ".insula";
    private static final String NETWORK_ENDING = ".onnx";
    private static final String LANGUAGE_ENDING = ".gguf";
    private static final List<String> ENDINGS = List.of(ENDING, NETWORK_ENDING, LANGUAGE_ENDING);
    private static final long MOST_NETWORK_BYTES = 2_000_000_000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final Path folder;
    private final Encoders encoders;
    private final Residency<String, Model> models;
    private final Map<String, Known> known = new HashMap<>();

    /** A file as it was when it was last looked at. */
    private record Known(String version, Servable model) {}

    /**
     * @param folder made when the first model is added
     * @param encoders what the models are asked with
     */
    public ModelFolder(Path folder, Encoders encoders) {
        this(folder, encoders, Runtime.getRuntime().maxMemory() / 4);
    }

    /**
     * @param folder made when the first model is added
     * @param encoders what the models are asked with
     * @param bytes how much memory the models that were read may take; the others are read again when they are asked
     */
    public ModelFolder(Path folder, Encoders encoders, long bytes) {
        this.folder = folder;
        this.encoders = encoders;
        this.models = new Residency<>(bytes, _ -> {});
    }

    /** What its models' encoders come from. */
    Encoders encoders() {
        return encoders;
    }

    /** All models that can be read, by name. */
    public List<Servable> all() {
        List<Servable> models = new ArrayList<>();
        for (String name : names()) {
            try {
                find(name).ifPresent(models::add);
            } catch (TeachException toldByBroken) {
                // and to whoever asks for it by name
            }
        }
        return models;
    }

    /** For each file that is not a whole model, why. */
    public Map<String, String> broken() {
        Map<String, String> reasons = new java.util.TreeMap<>();
        for (String name : names()) {
            try {
                find(name);
            } catch (TeachException e) {
                reasons.put(name, e.getMessage());
            }
        }
        return reasons;
    }

    /**
     * The model of that name.
     *
     * @throws TeachException if its file is not a whole model
     */
    public synchronized Optional<Servable> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        for (String ending : ENDINGS) {
            Path file = folder.resolve(name + ending);
            if (Files.isRegularFile(file)) {
                return Optional.of(current(name, file));
            }
        }
        known.remove(name);
        return Optional.empty();
    }

    /** Whether the model of that name was read and is still kept. */
    synchronized boolean isInMemory(String name) {
        Known found = known.get(name);
        return found != null && models.holds(name + "@" + found.version());
    }

    private Servable current(String name, Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            String version = changed.to(TimeUnit.NANOSECONDS) + "-" + Files.size(file);
            Known before = known.get(name);
            if (before != null && before.version().equals(version)) {
                return before.model();
            }
            Servable model = model(name, file, version);
            known.put(name, new Known(version, model));
            if (before != null) {
                models.drop(name + "@" + before.version());
            }
            return model;
        } catch (IOException e) {
            throw new TeachException(
                    "'" + file + "' cannot be read (" + e.getMessage() + "); check that it exists.", e);
        }
    }

    private Servable model(String name, Path file, String version) {
        if (file.toString().endsWith(NETWORK_ENDING)) {
            return new HostedNetwork(name, file, version);
        }
        if (!file.toString().endsWith(LANGUAGE_ENDING)) {
            return taught(name, file, version);
        }
        try {
            return new HostedLanguage(name, file, version, org.insula.language.ModelInfo.read(file));
        } catch (LanguageException e) {
            throw new TeachException(e.getMessage(), e);
        }
    }

    private Hosted taught(String name, Path file, String version) {
        ModelDescription description = ModelFile.describe(ModelFile.readBytes(file), file.toString());
        return Hosted.taught(name, description, version, encoders, () -> read(name + "@" + version, file));
    }

    private Model read(String key, Path file) {
        try {
            return models.use(key, () -> open(file), model -> model);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new TeachException("'" + file + "' cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private static Residency.Opened<Model> open(Path file) {
        byte[] bytes = ModelFile.readBytes(file);
        Model model = ModelFile.parse(bytes, file.toString());
        return new Residency.Opened<>(model, model.head().memoryBytes());
    }

    /** @throws HostException if this is no name for a model */
    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new HostException(
                    HostException.Reason.BAD_INPUT,
                    "'" + name + "' cannot name a model; use up to 64 of a-z, 0-9, '.', '_' and '-', the first a letter"
                            + " or digit.");
        }
    }

    void requireFree(String name) {
        requireName(name);
        if (find(name).isPresent()) {
            throw new HostException(
                    HostException.Reason.CONFLICT,
                    "There is a model '" + name + "' already; remove it first or choose another name.");
        }
    }

    synchronized Servable add(String name, Path file) {
        requireFree(name);
        if (file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(LANGUAGE_ENDING)) {
            copy(file, folder.resolve(name + LANGUAGE_ENDING));
            return find(name).orElseThrow();
        }
        boolean bare = file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(NETWORK_ENDING);
        byte[] bytes = bare ? network(file) : ModelFile.readBytes(file);
        if (!bare) {
            ModelFile.parse(bytes, file.toString());
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable("made", e);
        }
        SafeFile.write(folder.resolve(name + (bare ? NETWORK_ENDING : ENDING)), bytes);
        return find(name).orElseThrow();
    }

    /** Language models are too large for memory: copied beside its place and moved there when it is whole. */
    private void copy(Path file, Path place) {
        try {
            org.insula.language.ModelInfo.read(file);
            Files.createDirectories(folder);
            if (folder.equals(file.getParent())) {
                Files.move(file, place, StandardCopyOption.ATOMIC_MOVE); // fetched to where it shall be
                return;
            }
            Path fresh = Files.createTempFile(folder, "adding-", ".part");
            try {
                Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (LanguageException e) {
            throw new TeachException(e.getMessage(), e);
        } catch (IOException e) {
            throw unusable("changed", e);
        }
    }

    /** The  bytes of a network that can be run. */
    private static byte[] network(Path file) {
        try {
            if (Files.size(file) > MOST_NETWORK_BYTES) {
                throw new TeachException("'" + file + "' has " + Files.size(file) + " bytes; give a network of at most "
                        + MOST_NETWORK_BYTES + ".");
            }
            byte[] bytes = Files.readAllBytes(file);
            OnnxModel.parse(bytes);
            Network.load(bytes).close();
            return bytes;
        } catch (OnnxException e) {
            throw new TeachException("'" + file + "' cannot be hosted: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new TeachException(
                    "'" + file + "' cannot be read (" + e.getMessage() + "); check that it exists.", e);
        }
    }

    synchronized void remove(String name) {
        try {
            for (String ending : ENDINGS) {
                Files.deleteIfExists(folder.resolve(name + ending));
            }
            known.remove(name);
        } catch (IOException e) {
            throw unusable("changed", e);
        }
    }

    private List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> ENDINGS.stream().anyMatch(file::endsWith))
                    .map(file -> file.substring(0, file.lastIndexOf('.')))
                    .filter(name -> NAME.matcher(name).matches())
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unusable("listed", e);
        }
    }

    private TeachException unusable(String what, IOException e) {
        return new TeachException(
                "The folder of models '" + folder + "' cannot be " + what + " (" + e.getMessage()
                        + "); check that you may write there.",
                e);
    }
}
