package org.insula.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Continuous batching: texts join and leave between steps. A step computes one token of each text that is being written and,
 * in the room that is left, a chunk of the prompts that are not computed yet. Which waiting request gets a free slot, and
 * whose prompt goes first, is decided by {@link VirtualTokenCounter}; yet each prompt gets a share of every chunk, so a
 * short one never waits for a long one. One thread owns it.
 *
 * @see <a href="https://www.usenix.org/conference/osdi22/presentation/yu">Yu and others 2022, Orca: iteration-level
 *     scheduling</a>
 * @see <a href="https://arxiv.org/abs/2308.16369">Agrawal and others 2023, SARATHI: chunked prefills</a>
 */
final class Scheduler {
    /** A copy of a slot takes about as long as computing so small a part of what fits into it. */
    private static final int COPY_SHARE = 64;

    /** So few tokens are computed again, which makes short texts independent of what was computed before them. */
    private static final int FEW = 16;

    private final Backend backend;
    private final VirtualTokenCounter counter;
    private final Events events;
    private final LongSupplier nanoClock;
    private final int chunk;
    private final Slot[] slots;
    private final Batch batch;
    private final Map<String, Deque<Writing>> waiting = new LinkedHashMap<>();
    private int waitingCount;
    private long steps;
    private long promptTokens;
    private long cachedTokens;
    private long completionTokens;

    /**
     * @param chunk the most tokens of prompts in one step; a quarter while texts are being written
     * @param nanoClock for {@link Usage#computeSeconds}
     */
    Scheduler(Backend backend, VirtualTokenCounter counter, int chunk, Events events, LongSupplier nanoClock) {
        this.backend = backend;
        this.counter = counter;
        this.chunk = chunk;
        this.events = events;
        this.nanoClock = nanoClock;
        this.batch = new Batch(backend.batchTokens());
        this.slots = new Slot[backend.sequences()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(i, backend.contextTokens());
        }
    }

    /** Puts a request into the queue. */
    void submit(Job job) {
        for (int choice = 0; choice < job.request.choices(); choice++) {
            counter.arrives(job.tenant());
            waiting.computeIfAbsent(job.tenant().id(), id -> new ArrayDeque<>()).add(new Writing(job, choice));
            waitingCount++;
        }
    }

    /** Ends a request, wherever it is; its slots are free at once. */
    void cancel(long id) {
        List<Writing> gone = new ArrayList<>();
        for (Deque<Writing> queue : waiting.values()) {
            queue.stream().filter(writing -> writing.job.id == id).forEach(gone::add);
        }
        gone.forEach(this::dequeue);
        for (Slot slot : slots) {
            if (!slot.isFree() && slot.writing.job.id == id) {
                gone.add(slot.writing);
            }
        }
        gone.forEach(writing -> finish(writing, FinishReason.CANCELLED));
    }

    /** Computes once, if there is something to compute. */
    boolean step() {
        admit();
        fillBatch();
        if (batch.size() == 0) {
            return false;
        }
        long begin = nanoClock.getAsLong();
        try {
            backend.decode(batch);
        } catch (LanguageException e) {
            failAll(e);
            return true;
        }
        steps++;
        List<Writing> writings = active();
        charge(writings, (nanoClock.getAsLong() - begin) / 1e9);
        for (Writing writing : writings) {
            if (writing.row >= 0 && writing.slot != null) {
                try {
                    choose(writing);
                } catch (LanguageException e) {
                    fail(writing.job, e);
                }
            }
        }
        return true;
    }

    /** Lets go of what the texts hold; they are not told. */
    void close() {
        active().forEach(this::release);
    }

    LanguageStats stats(int threads) {
        return new LanguageStats(
                slots.length,
                active().size(),
                waitingCount,
                steps,
                promptTokens,
                cachedTokens,
                completionTokens,
                threads,
                0);
    }

    private List<Writing> active() {
        List<Writing> active = new ArrayList<>();
        for (Slot slot : slots) {
            if (!slot.isFree()) {
                active.add(slot.writing);
            }
        }
        return active;
    }

    private void admit() {
        for (Slot free = freeSlot(); free != null; free = freeSlot()) {
            Writing writing = nextWaiting();
            if (writing == null) {
                return;
            }
            dequeue(writing);
            begin(writing);
        }
    }

    private Slot freeSlot() {
        Slot oldest = null;
        for (Slot slot : slots) {
            if (slot.isFree() && (oldest == null || slot.lastUsed < oldest.lastUsed)) {
                oldest = slot;
            }
        }
        return oldest;
    }

    private Writing nextWaiting() {
        Writing next = null;
        double least = Double.POSITIVE_INFINITY;
        for (Deque<Writing> queue : waiting.values()) {
            double served = counter.served(queue.peek().job.tenant().id());
            if (served < least) {
                for (Writing writing : queue) {
                    if (writing.mayBegin(backend.sharesPrefixes())) {
                        next = writing;
                        least = served;
                        break;
                    }
                }
            }
        }
        return next;
    }

    private void dequeue(Writing writing) {
        String tenant = writing.job.tenant().id();
        Deque<Writing> queue = waiting.get(tenant);
        for (Iterator<Writing> i = queue.iterator(); i.hasNext(); ) {
            if (i.next() == writing) {
                i.remove();
                break;
            }
        }
        if (queue.isEmpty()) {
            waiting.remove(tenant);
        }
        waitingCount--;
        counter.leaves(writing.job.tenant());
    }

    private void begin(Writing writing) {
        Job job = writing.job;
        if (!job.started) {
            job.started = true;
            events.started(job.id);
        }
        try {
            writing.chooser = backend.chooser(job.request, writing.choice, job.prompt);
        } catch (LanguageException e) {
            fail(job, e);
            return;
        }
        int cached = place(writing);
        job.cached(cached);
        cachedTokens += cached;
        counter.charge(job.tenant(), job.prompt.length - cached, VirtualTokenCounter.INPUT);
    }

    /**
     * Gives it a slot and there as much of its prompt as lies in any; gives how many tokens that are. A free slot of which
     * it is the continuation goes on; else the one that was not used for longest gets a copy, if that is worth it.
     */
    private int place(Writing writing) {
        int[] prompt = writing.job.prompt;
        Slot own = likest(prompt, true);
        Slot best = likest(prompt, false);
        int worthIt = backend.contextTokens() / COPY_SHARE;
        boolean goesOn =
                2 * common(own, prompt) >= own.length() && common(best, prompt) < common(own, prompt) + worthIt;
        Slot target = goesOn ? own : freeSlot();
        int common = common(target, prompt);
        if (target != best && common(best, prompt) >= common + worthIt) {
            common = common(best, prompt);
            backend.clear(target.sequence);
            backend.share(best.sequence, target.sequence, common);
        } else {
            common = keep(target, common);
        }
        target.begin(prompt, common);
        target.writing = writing;
        writing.slot = target;
        return common;
    }

    private Slot likest(int[] prompt, boolean free) {
        Slot likest = freeSlot();
        for (Slot slot : slots) {
            if ((slot.isFree() || !free) && common(slot, prompt) > common(likest, prompt)) {
                likest = slot;
            }
        }
        return likest;
    }

    /** How many tokens of the prompt need not be computed; the last one must be, for what follows it. */
    private int common(Slot slot, int[] prompt) {
        int common = backend.sharesPrefixes() ? slot.common(prompt, prompt.length - 1) : 0;
        return common < FEW ? 0 : common;
    }

    private int keep(Slot slot, int common) {
        if (common > 0 && backend.keep(slot.sequence, common)) {
            return common;
        }
        backend.clear(slot.sequence);
        return 0;
    }

    /** In the order of slots, in which the library computes the most of them at once. */
    private void fillBatch() {
        batch.clear();
        List<Writing> active = active();
        List<Writing> reading = new ArrayList<>(active);
        reading.removeIf(writing -> writing.promptLeft() == 0);
        shareOut(reading, reading.size() < active.size() ? Math.max(chunk / 4, slots.length) : chunk);
        for (Writing writing : active) {
            writing.row = -1;
            if (writing.promptLeft() > 0) {
                addPrompt(writing);
            } else {
                writing.computing = 1;
                writing.row = batch.add(writing.next, writing.slot.length(), writing.slot.sequence, true);
                writing.slot.append(writing.next);
            }
        }
    }

    /** Half of the room is shared out evenly; the rest goes to whoever was served least, and there to the shortest. */
    private void shareOut(List<Writing> reading, int room) {
        int left = room;
        int floor = Math.max(1, room / 2 / slots.length);
        for (Writing writing : reading) {
            writing.computing = Math.min(floor, writing.promptLeft());
            left -= writing.computing;
        }
        reading.sort(Comparator.<Writing>comparingDouble(
                        writing -> counter.served(writing.job.tenant().id()))
                .thenComparingInt(Writing::promptLeft));
        for (Writing writing : reading) {
            int more = Math.min(left, writing.promptLeft() - writing.computing);
            writing.computing += more;
            left -= more;
        }
    }

    private void addPrompt(Writing writing) {
        int[] prompt = writing.job.prompt;
        for (int i = 0; i < writing.computing; i++) {
            int at = writing.slot.length();
            boolean last = at == prompt.length - 1;
            int row = batch.add(prompt[at], at, writing.slot.sequence, last);
            writing.row = last ? row : -1;
            writing.slot.append(prompt[at]);
        }
        promptTokens += writing.computing;
    }

    private void charge(List<Writing> writings, double seconds) {
        for (Writing writing : writings) {
            writing.job.computed(seconds * writing.computing / batch.size());
        }
    }

    private void choose(Writing writing) {
        Job job = writing.job;
        job.promptComputed = true;
        int token = writing.chooser.choose(writing.row);
        counter.charge(job.tenant(), 1, VirtualTokenCounter.OUTPUT);
        if (backend.isEnd(token)) {
            finish(writing, FinishReason.STOP);
            return;
        }
        TokenLogprob logprob = job.request.topLogprobs().isPresent()
                ? backend.logprob(writing.row, token, job.request.topLogprobs().getAsInt())
                : null;
        completionTokens++;
        emit(job, writing.accept(backend.piece(token, job.request.markup()), logprob));
        writing.next = token;
        if (writing.stopped()) {
            finish(writing, FinishReason.STOP);
        } else if (writing.isFull() || writing.slot.length() >= backend.contextTokens()) {
            finish(writing, FinishReason.LENGTH);
        }
    }

    private void emit(Job job, Delta.Text delta) {
        if (!delta.text().isEmpty() || !delta.logprobs().isEmpty()) {
            events.delta(job.id, delta);
        }
    }

    private void finish(Writing writing, FinishReason reason) {
        Job job = writing.job;
        emit(job, writing.rest());
        events.delta(job.id, new Delta.Finished(writing.choice, reason));
        release(writing);
        job.unfinished--;
        if (job.unfinished == 0) {
            events.done(job.id, job.usage());
        }
    }

    private void release(Writing writing) {
        if (writing.chooser != null) {
            writing.chooser.close();
            writing.chooser = null;
        }
        if (writing.slot != null) {
            writing.slot.lastUsed = steps;
            writing.slot.writing = null;
            writing.slot = null;
        }
    }

    private void fail(Job job, LanguageException problem) {
        List<Writing> all = new ArrayList<>(active());
        all.removeIf(writing -> writing.job != job);
        all.forEach(this::release);
        List<Writing> queued = new ArrayList<>(waiting.getOrDefault(job.tenant().id(), new ArrayDeque<>()));
        queued.removeIf(writing -> writing.job != job);
        queued.forEach(this::dequeue);
        events.failed(job.id, problem);
    }

    /** The cache may hold anything now: nothing of it is kept. */
    private void failAll(LanguageException problem) {
        active().stream().map(writing -> writing.job).distinct().toList().forEach(job -> fail(job, problem));
        for (Slot slot : slots) {
            backend.clear(slot.sequence);
            slot.begin(new int[0], 0);
        }
    }
}
