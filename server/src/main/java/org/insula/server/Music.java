package org.insula.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.insula.host.Caller;
import org.insula.host.HostException;
import org.insula.server.http.Asked;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Callers;
import org.insula.server.http.Failure;
import org.insula.server.http.Json;
import org.insula.server.http.Problems;
import org.insula.server.http.Route;
import org.insula.server.tool.RecordingReader;
import org.insula.server.tool.RecordingReader.Form;

/**
 * {@code POST /api/music}: a recording in, what is heard in it out, as JSON or as a file; or, for those who want to see how
 * far it is, as server-sent events.
 */
final class Music {
    private static final String EVENTS = "text/event-stream";
    private static final int LONGEST_NAME = 200;
    private static final long LOOK_MILLIS = 250;
    private static final int LOOKS_A_HEARTBEAT = 60;

    private final RecordingReader reader;
    private final Callers callers;
    private final int maxBodyBytes;

    Music(RecordingReader reader, Callers callers, int maxBodyBytes) {
        this.reader = reader;
        this.callers = callers;
        this.maxBodyBytes = maxBodyBytes;
    }

    Route route() {
        return Route.post("/api/music", this::read);
    }

    /** A recording, and in what its reading is wanted. */
    private record Wanted(String input, byte[] recording, Form form) {}

    private void read(Context context) throws Exception {
        Caller caller = callers.of(context);
        if (!caller.mayUse(reader.name())) {
            throw new HostException(
                    HostException.Reason.FORBIDDEN,
                    "This key is confined to scopes that do not name '" + reader.name() + "'; use another.");
        }
        Optional<Form> form = form(context);
        boolean events = form.isEmpty() && accepts(context).contains(EVENTS);
        Wanted wanted = wanted(context, form.orElse(Form.JSON));
        Asked.model(context, reader.name());
        if (events) {
            tell(context, caller, wanted);
        } else {
            answer(context, wanted, read(caller, wanted, RecordingReader.Progress.NONE));
        }
    }

    private byte[] read(Caller caller, Wanted wanted, RecordingReader.Progress progress) throws InterruptedException {
        return reader.read(caller, wanted.input(), wanted.recording(), wanted.form(), progress);
    }

    /** As {@code ?format=} says, or the first type of {@code Accept} that is one of them. */
    private static Optional<Form> form(Context context) {
        String format = context.queryParam("format");
        if (format != null) {
            for (Form form : Form.values()) {
                if (form.name().toLowerCase(Locale.ROOT).equals(format)) {
                    return Optional.of(form);
                }
            }
            throw new BadRequest("format is '" + format + "'; give json, midi, musicxml, jams, svg or png.");
        }
        for (String type : accepts(context)) {
            for (Form form : Form.values()) {
                if (form.type().equals(type)) {
                    return Optional.of(form);
                }
            }
            if (type.equals(EVENTS)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static List<String> accepts(Context context) {
        String accept = Optional.ofNullable(context.header("Accept")).orElse("").toLowerCase(Locale.ROOT);
        return List.of(accept.split(",", 100)).stream()
                .map(type -> type.split(";", 2)[0].strip())
                .toList();
    }

    private Wanted wanted(Context context, Form form) throws IOException {
        List<PredictRequest.Input> inputs = PredictRequest.files(context, maxBodyBytes);
        if (inputs.size() > 1) {
            throw new BadRequest(inputs.size() + " recordings came; send one at a time.");
        }
        PredictRequest.Input input = inputs.getFirst();
        String name = Optional.ofNullable(context.queryParam("name")).orElse(input.name());
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new BadRequest("The recording's name is empty or longer than " + LONGEST_NAME
                    + " characters; give it as ?name=song.mp3.");
        }
        return new Wanted(name, input.content(), form);
    }

    private static void answer(Context context, Wanted wanted, byte[] reading) throws IOException {
        if (wanted.form() != Form.JSON) {
            String title = wanted.input().replaceAll("[.][A-Za-z0-9]{1,5}$", "").replaceAll("[^A-Za-z0-9._-]", "_");
            context.header(
                    "Content-Disposition",
                    "attachment; filename=\"" + title + "." + wanted.form().extension() + "\"");
        }
        Json.write(context, reading, wanted.form().type());
    }

    /**
     * {@code progress} while it is read, then {@code reading} or {@code problem}. What is refused at once is refused with its
     * status.
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
     */
    private void tell(Context context, Caller caller, Wanted wanted) throws Exception {
        Latest latest = new Latest();
        FutureTask<byte[]> reading = new FutureTask<>(() -> read(caller, wanted, latest));
        Thread.ofVirtual().name("insula-music").start(reading);
        try {
            Optional<byte[]> early = look(reading);
            context.res().setContentType(EVENTS + "; charset=utf-8");
            context.header("Cache-Control", "no-store");
            try (OutputStream out = context.res().getOutputStream()) {
                send(out, early.isPresent() ? heard(early.get()) : follow(context, out, reading, latest));
            }
        } finally {
            reading.cancel(true);
        }
    }

    /** Tells how far it is until it has ended, and gives the last event. */
    private static String follow(Context context, OutputStream out, FutureTask<byte[]> reading, Latest latest)
            throws Exception {
        for (int looks = 1; ; looks++) {
            Optional<String> event = latest.event();
            if (event.isPresent() || looks % LOOKS_A_HEARTBEAT == 0) {
                send(out, event.orElse(": still at it\n\n"));
            }
            try {
                Optional<byte[]> done = look(reading);
                if (done.isPresent()) {
                    return heard(done.get());
                }
            } catch (RuntimeException | Error e) {
                Failure failure = Failure.of(e);
                Asked.failed(context, failure.status());
                return "event: problem\ndata: " + Problems.document(failure.status(), failure.message()) + "\n\n";
            }
        }
    }

    /** Waits for a moment. */
    private static Optional<byte[]> look(FutureTask<byte[]> reading) throws Exception {
        try {
            return Optional.of(reading.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        }
    }

    /** A document has no line breaks, so that it is one line of data. */
    private static String heard(byte[] document) {
        return "event: reading\ndata: " + new String(document, StandardCharsets.UTF_8) + "\n\n";
    }

    private static void send(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** How far it is; the worker that reads never waits for whoever is told. */
    private static final class Latest implements RecordingReader.Progress {
        private int done;
        private int total;
        private boolean told = true;

        @Override
        public synchronized void at(int nowDone, int nowTotal) {
            done = nowDone;
            total = nowTotal;
            told = false;
        }

        synchronized Optional<String> event() {
            if (told) {
                return Optional.empty();
            }
            told = true;
            return Optional.of("event: progress\ndata: {\"done\":" + done + ",\"total\":" + total + "}\n\n");
        }
    }
}
