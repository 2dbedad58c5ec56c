package org.insula.embedding;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a signal, as the bytes of a file or of a text, into embeddings. Everything that differs between one kind of
 * teaching and another lives behind this interface: a new kind is one new encoder.
 *
 * <p>Implementations are safe to call from many threads at once and give the same embedding for the same bytes on the
 * same machine. Closing an encoder frees its networks; nothing may be encoded afterwards.
 */
public interface Encoder extends AutoCloseable {
    /** The kind as users type it: {@code face}, {@code picture}, {@code text}… */
    String kind();

    /**
     * Names this encoder and everything that its output depends on: a name, a version of the preprocessing and a hash of
     * the networks, such as {@code face-710/3/3f9a0c…}. Embeddings of two encoders may be compared only if these are
     * equal; the embedding cache and the model file rely on it.
     */
    String identity();

    /**
     * The parts that the dense vector is joined from, in order. The learner gives each part the same total variance, so
     * that a long part does not drown a short one.
     */
    List<Block> blocks();

    /**
     * Which blocks may be looked at together, by their names: the learner takes the choice that tells held-out examples
     * apart best. A kind whose blocks help one use and hinder another offers several.
     *
     * @return at least one choice, none empty; by default a single one of all blocks
     */
    default List<Set<String>> blockChoices() {
        return List.of(Set.copyOf(blocks().stream().map(Block::name).toList()));
    }

    /** The size of the hashed term space, or 0 where the kind has no terms. */
    int terms();

    /**
     * What is found in one signal, the most prominent first: one entry for a picture, one for each face, one for each
     * window of a recording.
     *
     * @param content the bytes of the file as it lies on disk, or the UTF-8 bytes of a text
     * @return at least one entry
     * @throws EncodingException if the content cannot be read or holds nothing of this kind (no face in the picture)
     */
    List<Encoded> encode(byte[] content);

    /**
     * What is done to this content before it is looked at, and what was noticed, a sentence each: for the person who
     * gave it. Nothing by default.
     *
     * @throws EncodingException if the content cannot be read
     */
    default List<String> remarks(byte[] content) {
        return List.of();
    }

    /**
     * This encoder for a reader who looks at some blocks alone. It gives the same numbers in these; any other block may be
     * zeros, if that saves time. It shares the networks of this encoder, which is the one to close. Its embeddings are not
     * for a cache: they carry the same identity.
     *
     * @param blocks names among {@link #blocks()}
     */
    default Encoder only(Set<String> blocks) {
        return this;
    }

    /** The network from prepared input to the dense vector, for export; empty if it cannot be had as one graph. */
    Optional<EncoderGraph> graph();

    /** The length of the dense vector: the sum over {@link #blocks()}. */
    default int dimensions() {
        return blocks().stream().mapToInt(Block::size).sum();
    }

    @Override
    void close();

    /**
     * One part of a dense vector.
     *
     * @param name what it holds, in the field's word
     * @param size how many numbers
     */
    record Block(String name, int size) {
        public Block {
            if (size <= 0) {
                throw new IllegalArgumentException("Block '" + name + "' has " + size + " numbers; give at least one.");
            }
        }
    }
}
