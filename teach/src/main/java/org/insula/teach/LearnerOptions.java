package org.insula.teach;

/**
 * How to learn; start from {@link #defaults()}.
 *
 * @param seed decides the folds and, above {@code references}, which examples the unknown detector keeps
 * @param folds how many parts cross-validation cuts the groups into, 2 to 20
 * @param neighbours which nearest neighbour the unknown detector measures to, 1 to 50; a nearer one where labels are small
 * @param knownShare the share of new, known inputs that should not be called unknown, above 0 and below 1
 * @param references at most how many examples the unknown detector keeps, 2 to 100,000
 */
public record LearnerOptions(long seed, int folds, int neighbours, double knownShare, int references) {
    public LearnerOptions {
        require(folds >= 2 && folds <= 20, "folds", folds, "2 to 20");
        require(neighbours >= 1 && neighbours <= 50, "neighbours", neighbours, "1 to 50");
        require(knownShare > 0 && knownShare < 1, "knownShare", knownShare, "a share between 0 and 1");
        require(references >= 2 && references <= 100_000, "references", references, "2 to 100000");
    }

    /** Seed 1, 5 folds, 2 neighbours, 95 of 100 known inputs kept, 2,000 references. */
    public static LearnerOptions defaults() {
        return new LearnerOptions(1, 5, 2, 0.95, 2_000);
    }

    public LearnerOptions withSeed(long seed) {
        return new LearnerOptions(seed, folds, neighbours, knownShare, references);
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new TeachException(
                    "Option " + name + " is " + value + ", but must be " + expected + "; change it or leave it out.");
        }
    }
}
