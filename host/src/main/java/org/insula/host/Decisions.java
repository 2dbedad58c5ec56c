package org.insula.host;

import java.util.ArrayDeque;
import java.util.List;

/** The last turns that were given. Not safe for several threads. */
final class Decisions {
    private final ArrayDeque<Decision> last = new ArrayDeque<>();
    private final int kept;
    private long count;

    Decisions(int kept) {
        this.kept = kept;
    }

    void add(String tenant, String work, double virtualTime, int stillWaiting) {
        if (last.size() >= kept) {
            last.pollFirst();
        }
        last.addLast(new Decision(count++, tenant, work, virtualTime, stillWaiting));
    }

    List<Decision> list() {
        return List.copyOf(last);
    }
}
