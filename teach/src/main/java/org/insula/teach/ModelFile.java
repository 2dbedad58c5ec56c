package org.insula.teach;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.insula.embedding.Encoder;
import org.insula.onnx.OnnxException;
import org.insula.onnx.OnnxModel;

/**
 * The {@code .insula} file: a zip with {@code manifest.json}, the head as {@code head.onnx} and {@code card.md}. Equal
 * models give equal bytes. Reading one executes nothing; a file that was cut short, altered in any byte or made in a newer
 * format is refused.
 */
public final class ModelFile {
    private static final String MANIFEST = "manifest.json";
    private static final String HEAD = "head.onnx";
    private static final String CARD = "card.md";
    private static final int OPSET = 18;
    private static final int MAX_BYTES = 1_000_000_000;

    private ModelFile() {}

    /**
     * Writes a model; an older file of that name stays whole if this fails.
     *
     * @throws TeachException if the file cannot be written
     */
    public static void write(Model model, Path file) {
        SafeFile.write(file, toBytes(model));
    }

    /** The bytes of the file. */
    public static byte[] toBytes(Model model) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(HEAD, HeadGraph.build(model.head().parameters(), OPSET).toBytes());
        entries.put(CARD, ModelCard.of(model).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Map<String, String> hashes = new TreeMap<>();
        entries.forEach((name, content) -> hashes.put(name, Hashes.hex(content)));
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(MANIFEST, manifest(model, hashes).toBytes());
        all.putAll(entries);
        return ModelArchive.write(all);
    }

    /**
     * Reads a model.
     *
     * @throws TeachException if the file cannot be read or is not a whole model
     */
    public static Model read(Path file) {
        return parse(readBytes(file), String.valueOf(file));
    }

    /**
     * Reads the bytes of a model file, at most a gigabyte, without looking into them.
     *
     * @throws TeachException if the file cannot be read
     */
    public static byte[] readBytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new TeachException(
                        "'" + file + "' is larger than " + MAX_BYTES + " bytes, which no model is; give another file.");
            }
            return bytes;
        } catch (IOException e) {
            throw new TeachException(
                    "'" + file + "' cannot be read (" + (Files.exists(file) ? e.getMessage() : "there is no such file")
                            + "); check its name.",
                    e);
        }
    }

    /**
     * Reads the bytes of a model file.
     *
     * @param name how errors call it
     * @throws TeachException if they are not a whole model
     */
    public static Model parse(byte[] bytes, String name) {
        Map<String, byte[]> entries = ModelArchive.read(bytes, name);
        Manifest manifest = Manifest.parse(entry(entries, MANIFEST, name), name);
        manifest.files().forEach((entry, hash) -> {
            if (!Hashes.hex(entry(entries, entry, name)).equals(hash)) {
                throw new TeachException("'" + name + "' holds another '" + entry
                        + "' than its manifest says; copy the original again.");
            }
        });
        return model(manifest, entry(entries, HEAD, name), name);
    }

    /**
     * Reads what a model is without unpacking what it weighs; that the file is whole is checked all the same.
     *
     * @param name how errors call it
     * @throws TeachException if the bytes are not a whole model file, or its manifest cannot be read
     */
    public static ModelDescription describe(byte[] bytes, String name) {
        Manifest manifest = Manifest.parse(ModelArchive.read(bytes, MANIFEST, name), name);
        try {
            return new ModelDescription(
                    manifest.kind(),
                    manifest.encoder().identity(),
                    manifest.labels(),
                    manifest.provenance(),
                    manifest.figures());
        } catch (NullPointerException e) {
            throw new TeachException(
                    "'" + name + "' has a manifest in which something is missing; get the model from its maker again.",
                    e);
        }
    }

    private static Model model(Manifest manifest, byte[] headGraph, String name) {
        try {
            HeadParameters head = HeadGraph.parse(
                    OnnxModel.parse(headGraph),
                    manifest.labels(),
                    manifest.encoder().blocks().stream()
                            .mapToInt(Encoder.Block::size)
                            .toArray(),
                    manifest.encoder().terms(),
                    manifest.unknown().neighbours());
            return new Model(
                    manifest.kind(),
                    manifest.encoder().identity(),
                    manifest.encoder().blocks(),
                    new Head(head),
                    manifest.head().method(),
                    manifest.provenance(),
                    manifest.figures());
        } catch (OnnxException | NullPointerException | ArithmeticException e) {
            throw new TeachException(
                    "'" + name + "' holds a head that cannot be read (" + e.getMessage()
                            + "); get the model from its maker again.",
                    e);
        }
    }

    private static byte[] entry(Map<String, byte[]> entries, String entry, String name) {
        byte[] content = entries.get(entry);
        if (content == null) {
            throw new TeachException("'" + name + "' holds no '" + entry + "'; give a file that 'insula teach' wrote.");
        }
        return content;
    }

    private static Manifest manifest(Model model, Map<String, String> hashes) {
        HeadParameters head = model.head().parameters();
        return new Manifest(
                Manifest.FORMAT,
                model.kind(),
                head.labels(),
                new Manifest.EncoderPart(model.encoder(), head.terms(), model.blocks()),
                "embedding of the encoder, then (x - mean) * scale in each dimension",
                new Manifest.HeadPart(model.method(), HEAD),
                head.temperature(),
                new Manifest.UnknownPart(
                        head.threshold(), head.neighbours(), head.references().length / head.dimensions()),
                model.provenance(),
                model.figures(),
                hashes);
    }
}
