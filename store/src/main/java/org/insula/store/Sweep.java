package org.insula.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Deletes the blobs that no row refers to: what a crash left between the writing of a blob and the commit of its row. */
final class Sweep {
    private Sweep() {}

    /** How many there were. The blobs that are being added meanwhile are left alone. */
    static long orphans(Context context, BooleanSupplier stop) {
        List<BlobStore.Lying> suspects = new ArrayList<>();
        context.blobs().store().each(lying -> {
            if (!stop.getAsBoolean() && !known(context, lying)) {
                suspects.add(lying);
            }
        });
        return suspects.stream()
                .filter(lying -> !stop.getAsBoolean())
                .filter(lying -> context.blobs().deleteOrphan(context.database(), lying.tenant(), lying.hash()))
                .count();
    }

    private static boolean known(Context context, BlobStore.Lying lying) {
        return context.database()
                .read(tx -> tx.count(
                                "select count(*) as n from blobs where tenant = ? and hash = ?",
                                lying.tenant(),
                                lying.hash())
                        > 0);
    }
}
