package org.insula.language;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A model in a process of its own. If that process ends, what it was writing fails and what was still waiting stays in the
 * queue; the process is started again when there is something to do, after a pause that doubles with each failure in a row.
 */
final class WorkerEngine implements Engine {
    private static final int MAX_ATTEMPTS = 3;
    private static final long FIRST_PAUSE_NANOS = 250_000_000;
    private static final long LONGEST_PAUSE_NANOS = 30_000_000_000L;

    /** Something that was asked; its frame is sent again to a new process, unless the old one had begun with it. */
    private static final class Open {
        final byte[] frame;
        final int choices;
        final CompletableFuture<Object> answer;
        boolean started;
        boolean cancelled;
        int attempts;

        Open(byte[] frame, int choices, CompletableFuture<Object> answer) {
            this.frame = frame;
            this.choices = choices;
            this.answer = answer;
        }

        boolean isGeneration() {
            return answer == null;
        }
    }

    private final LocalEngine.Settings settings;
    private final Events events;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final Thread supervisor;

    /** Guards everything below; never held while a frame is sent. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private WorkerProcess process;
    private Frames.Sender sender;
    private boolean closed;
    private int failures;
    private int restarts;
    private long lastCall;

    /** Starts the process; comes back when the model can be used. */
    WorkerEngine(LocalEngine.Settings settings, Events events) {
        this.settings = settings;
        this.events = events;
        supervisor = Thread.ofPlatform().daemon().name("insula-language-worker").unstarted(this::supervise);
        supervisor.start();
        LocalEngine.join(opened);
    }

    private void supervise() {
        try {
            while (awaitNeed()) {
                runOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a process is needed, and then for the pause; false if it never will be. */
    private boolean awaitNeed() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && open.isEmpty() && opened.isDone()) {
                changed.await();
            }
            long pause = failures == 0 ? 0 : FIRST_PAUSE_NANOS << Math.min(failures - 1, 10);
            long left = Math.min(pause, LONGEST_PAUSE_NANOS);
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed && !opened.isCompletedExceptionally();
        } finally {
            lock.unlock();
        }
    }

    /** The life of one process, from its start to its end. */
    private void runOnce() throws InterruptedException {
        LanguageException problem;
        WorkerProcess started = null;
        try {
            started = WorkerProcess.start(Worker.arguments(settings));
            publish(started);
            problem = listen(started);
        } catch (IOException | RuntimeException e) { // what a hostile model made of the process may say anything
            problem = new LanguageException(
                    LanguageException.Reason.WORKER_FAILED,
                    "The process that computes could not be used (" + e.getMessage() + "); try again.",
                    e);
        }
        String end = started == null ? "" : started.end();
        ended(problem != null ? problem : crashed(end));
    }

    private static LanguageException crashed(String end) {
        return new LanguageException(
                LanguageException.Reason.WORKER_FAILED,
                "The process that computes ended (" + end + "); it starts again, try again.");
    }

    private void publish(WorkerProcess started) {
        lock.lock();
        try {
            process = started;
            if (closed) {
                started.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Reads what the process says until it ends; gives what it said if it could not open the model. */
    private LanguageException listen(WorkerProcess from) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(from.output()));
        for (Frames.Frame frame = Frames.read(in); frame != null; frame = Frames.read(in)) {
            switch (frame.kind()) {
                case READY -> ready(from);
                case REFUSED -> {
                    return Wire.problem(frame.in());
                }
                default -> take(frame);
            }
        }
        return null;
    }

    /** From now on the process is asked directly; but first, whatever was waiting for it. */
    private void ready(WorkerProcess from) {
        Frames.Sender to = new Frames.Sender(from.input());
        Thread.ofVirtual().name("insula-language-queue").start(() -> {
            to.lock().lock();
            try {
                sendAll(to, waiting(to));
            } finally {
                to.lock().unlock();
            }
        });
    }

    private List<byte[]> waiting(Frames.Sender to) {
        lock.lock();
        try {
            sender = to;
            opened.complete(null);
            return open.values().stream().map(each -> each.frame).toList();
        } finally {
            lock.unlock();
        }
    }

    private static void sendAll(Frames.Sender to, List<byte[]> frames) {
        try {
            for (byte[] frame : frames) {
                to.send(frame);
            }
        } catch (IOException e) {
            // The process has ended; whoever listens to it knows.
        }
    }

    private void take(Frames.Frame frame) throws IOException {
        DataInputStream in = frame.in();
        long id = in.readLong();
        switch (frame.kind()) {
            case STARTED -> started(id);
            case DELTA -> events.delta(id, Wire.delta(in));
            case DONE -> {
                forget(id, true);
                events.done(id, Wire.usage(in));
            }
            case FAILED -> {
                forget(id, true);
                events.failed(id, Wire.problem(in));
            }
            case TOKENS -> answer(id, Wire.ints(in));
            case TEXT -> answer(id, Wire.text(in));
            case EMBEDDINGS -> answer(id, Wire.embeddings(in));
            case STATISTICS -> answer(id, Wire.stats(in, restarts()));
            case UNANSWERED -> forget(id, true).answer.completeExceptionally(Wire.problem(in));
            default -> throw new IOException("a frame of kind " + frame.kind() + " is not for the host");
        }
    }

    private void answer(long id, Object value) throws IOException {
        forget(id, true).answer.complete(value);
    }

    private int restarts() {
        lock.lock();
        try {
            return restarts;
        } finally {
            lock.unlock();
        }
    }

    private void started(long id) {
        lock.lock();
        try {
            Open request = open.get(id);
            if (request != null) {
                request.started = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private Open forget(long id, boolean good) throws IOException {
        lock.lock();
        try {
            failures = good ? 0 : failures;
            Open request = open.remove(id);
            if (request == null) {
                throw new IOException("an answer came to a question that was not asked");
            }
            return request;
        } finally {
            lock.unlock();
        }
    }

    /** What it was doing fails; what waited is kept, unless processes keep ending over it. */
    private void ended(LanguageException problem) {
        Map<Long, Open> failed = new LinkedHashMap<>();
        lock.lock();
        try {
            sender = null;
            process = null;
            failures++;
            restarts++;
            for (Map.Entry<Long, Open> entry : open.entrySet()) {
                Open request = entry.getValue();
                request.attempts++;
                if (closed
                        || request.started
                        || request.cancelled
                        || request.attempts >= MAX_ATTEMPTS
                        || problem.reason() != LanguageException.Reason.WORKER_FAILED) {
                    failed.put(entry.getKey(), request);
                }
            }
            failed.keySet().forEach(open::remove);
            opened.completeExceptionally(problem);
        } finally {
            lock.unlock();
        }
        failed.forEach((id, request) -> fail(id, request, problem));
    }

    private void fail(long id, Open request, LanguageException problem) {
        if (request.isGeneration()) {
            events.failed(id, problem);
        } else {
            request.answer.completeExceptionally(problem);
        }
    }

    @Override
    public void submit(long id, GenerationRequest request) {
        try {
            byte[] frame = Frames.encode(Frames.Kind.SUBMIT, out -> {
                out.writeLong(id);
                Wire.request(request, out);
            });
            send(id, new Open(frame, request.choices(), null));
        } catch (LanguageException e) {
            events.failed(id, e);
        }
    }

    private void send(long id, Open request) {
        Frames.Sender to;
        lock.lock();
        try {
            if (closed) {
                throw new LanguageException(LanguageException.Reason.CLOSED, "The model was closed; open it again.");
            }
            open.put(id, request);
            to = sender;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (to != null) {
            sendAll(to, List.of(request.frame));
        }
    }

    @Override
    public void cancel(long id) {
        Frames.Sender to;
        Open unsent = null;
        lock.lock();
        try {
            to = sender;
            if (to == null) {
                unsent = open.remove(id);
            } else if (open.containsKey(id)) {
                open.get(id).cancelled = true;
            }
        } finally {
            lock.unlock();
        }
        if (to != null) {
            sendAll(to, List.of(Frames.encode(Frames.Kind.CANCEL, out -> out.writeLong(id))));
        } else if (unsent != null) {
            for (int choice = 0; choice < unsent.choices; choice++) {
                events.delta(id, new Delta.Finished(choice, FinishReason.CANCELLED));
            }
            events.done(id, new Usage(0, 0, 0, 0));
        }
    }

    @Override
    public CompletableFuture<int[]> tokenize(Prompt prompt) {
        return ask(Frames.Kind.TOKENIZE, out -> Wire.prompt(prompt, out), int[].class);
    }

    @Override
    public CompletableFuture<String> detokenize(int[] tokens, boolean markup) {
        return ask(
                Frames.Kind.DETOKENIZE,
                out -> {
                    Wire.ints(tokens, out);
                    out.writeBoolean(markup);
                },
                String.class);
    }

    @Override
    public CompletableFuture<Embeddings> embed(List<String> texts, Tenant tenant) {
        return ask(
                Frames.Kind.EMBED,
                out -> {
                    Wire.texts(texts, out);
                    Wire.tenant(tenant, out);
                },
                Embeddings.class);
    }

    @Override
    public CompletableFuture<LanguageStats> stats() {
        return ask(Frames.Kind.STATS, out -> {}, LanguageStats.class);
    }

    /** Questions count down from -1, so that they are not mistaken for requests. */
    private <T> CompletableFuture<T> ask(Frames.Kind kind, Frames.Body body, Class<T> type) {
        long id = nextCall();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        try {
            byte[] frame = Frames.encode(kind, out -> {
                out.writeLong(id);
                body.writeTo(out);
            });
            send(id, new Open(frame, 0, answer));
        } catch (LanguageException e) {
            answer.completeExceptionally(e);
        }
        return answer.thenApply(type::cast);
    }

    private long nextCall() {
        lock.lock();
        try {
            return --lastCall;
        } finally {
            lock.unlock();
        }
    }

    /** The process that computes now, if one does. */
    ProcessHandle process() {
        lock.lock();
        try {
            return process == null ? null : process.handle();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            if (process != null) {
                process.close();
            }
        } finally {
            lock.unlock();
        }
        try {
            supervisor.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failRest();
    }

    private void failRest() {
        Map<Long, Open> rest;
        lock.lock();
        try {
            rest = new LinkedHashMap<>(open);
            open.clear();
        } finally {
            lock.unlock();
        }
        LanguageException problem =
                new LanguageException(LanguageException.Reason.CLOSED, "The model was closed; open it again.");
        new ArrayList<>(rest.entrySet()).forEach(entry -> fail(entry.getKey(), entry.getValue(), problem));
    }
}
