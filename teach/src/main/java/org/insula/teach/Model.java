package org.insula.teach;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.insula.embedding.Encoder;

/**
 * A taught model: a head over the embeddings of one encoder, with where it comes from and how good it is.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param kind what it was taught on: face, picture, text
 * @param encoder the identity of the encoder whose embeddings it judges
 * @param blocks the blocks of that encoder
 * @param head judges embeddings
 * @param method how the head was fitted, in words
 * @param provenance where it comes from
 * @param figures out of fold, or on the test data that was given
 */
public record Model(
        String kind,
        String encoder,
        List<Encoder.Block> blocks,
        Head head,
        String method,
        Provenance provenance,
        Figures figures) {
    public Model {
        blocks = List.copyOf(blocks);
    }

    /** The names of the blocks that have a say in its answers; see {@link Encoder#only}. */
    public Set<String> looksAt() {
        boolean[] seen = head.looksAt();
        return IntStream.range(0, seen.length)
                .filter(block -> seen[block])
                .mapToObj(block -> blocks.get(block).name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One sentence about it for a list. */
    public String about() {
        return description().about();
    }

    /** The card that travels with it, in Markdown: what it is, how good it is, what it is not for. */
    public String card() {
        return ModelCard.of(this);
    }

    /** What it is, without what it weighs. */
    public ModelDescription description() {
        return new ModelDescription(kind, encoder, head.labels(), provenance, figures);
    }

    /** @throws TeachException if it was taught on another encoder than this */
    public void requireEncoder(String identity) {
        if (!encoder.equals(identity)) {
            throw new TeachException("The model was taught on the encoder '" + encoder + "', this Insula has '"
                    + identity
                    + "'; teach it again from its examples, or use the Insula that made it (" + provenance.insula()
                    + ").");
        }
    }
}
