package org.insula.server.http;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.insula.host.Caller;

/**
 * The last requests that were refused, and why: for want of a key or a right, for a quota, because too much waits or is too
 * large. Like ones are counted together, and only so many are remembered. Safe for many threads.
 */
public final class Refusals {
    private static final int MOST = 100;
    private static final int LONGEST = 300;
    private static final Set<Integer> REFUSED = Set.of(401, 403, 413, 429, 503, 504, 507);

    private final InstantSource clock;
    private final Map<Kind, Refusal> last = new LinkedHashMap<>();

    private record Kind(String tenant, int status, String reason) {}

    /**
     * What was refused.
     *
     * @param time the last one's
     * @param tenant whose request it was; empty where nobody knew
     * @param status of HTTP
     * @param what the last one's method and path
     * @param reason as the caller was told
     * @param count how many like it
     */
    public record Refusal(Instant time, String tenant, int status, String what, String reason, long count) {}

    public Refusals(InstantSource clock) {
        this.clock = clock;
    }

    /** Remembers a failure, if it was a refusal. */
    public void note(Context context, Failure failure) {
        if (!REFUSED.contains(failure.status())) {
            return;
        }
        String tenant =
                Callers.known(context).map(caller -> caller.tenant().id()).orElse("");
        String what = shortened(context.method() + " " + context.path());
        Kind kind = new Kind(tenant, failure.status(), shortened(failure.message()));
        synchronized (this) {
            Refusal before = last.remove(kind); // and put behind the others
            long count = before == null ? 1 : before.count() + 1;
            last.put(kind, new Refusal(clock.instant(), tenant, kind.status(), what, kind.reason(), count));
            if (last.size() > MOST) {
                last.remove(last.keySet().iterator().next());
            }
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** The newest first: all of them for who runs this Insula; everyone else sees their own. */
    public synchronized List<Refusal> list(Caller caller) {
        Optional<String> own = caller.isOwner()
                ? Optional.empty()
                : Optional.of(caller.tenant().id());
        List<Refusal> found = new ArrayList<>(last.values());
        found.removeIf(refusal -> own.isPresent() && !own.get().equals(refusal.tenant()));
        return found.reversed();
    }
}
