package org.insula.server.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.insula.host.AnswerJson;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.Hosted;
import org.insula.server.http.Failure;

/**
 * Pictures from a camera, or texts: each message is a whole one. While one is looked at, only the newest that comes is kept,
 * so that answers are about now however slow the machine is; how many were skipped is told with the next answer.
 */
final class FrameConversation implements Conversation {
    private final Host host;
    private final Caller caller;
    private final Hosted model;
    private final Consumer<String> out;
    private final Thread looker;
    private byte[] newest;
    private long count;
    private long answered;
    private boolean closed;

    FrameConversation(Host host, Caller caller, Hosted model, Consumer<String> out) {
        this.host = host;
        this.caller = caller;
        this.model = model;
        this.out = out;
        this.looker = Thread.ofVirtual().name("insula-live").start(this::look);
    }

    @Override
    public synchronized void binary(byte[] message) {
        newest = message;
        count++;
        notifyAll();
    }

    @Override
    public boolean text(String message) throws InterruptedException {
        if (model.kind().equals("text")) {
            binary(message.getBytes(StandardCharsets.UTF_8));
            return false;
        }
        if (!message.strip().equals("end")) {
            out.accept(Live.error("A text came where model '" + model.name() + "' takes files of kind " + model.kind()
                    + "; send a file, or 'end'."));
            return false;
        }
        finish();
        return true;
    }

    /** Waits until the newest has been answered. */
    private synchronized void finish() throws InterruptedException {
        while (answered < count && !closed) {
            wait();
        }
    }

    private void look() {
        try {
            while (true) {
                long number;
                long skipped;
                byte[] frame;
                synchronized (this) {
                    while (newest == null && !closed) {
                        wait();
                    }
                    if (closed) {
                        return;
                    }
                    frame = newest;
                    newest = null;
                    number = count;
                    skipped = count - answered - 1;
                }
                out.accept(answer(frame, number, skipped));
                synchronized (this) {
                    answered = number;
                    notifyAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String answer(byte[] frame, long number, long skipped) throws InterruptedException {
        ObjectNode json;
        try {
            json = AnswerJson.of("frame " + number, model.kind(), host.predict(caller, model, frame), 3);
        } catch (RuntimeException | Error e) {
            json = AnswerJson.error("frame " + number, Failure.of(e).message());
        }
        return json.put("frame", number).put("skipped", skipped).toString();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        looker.interrupt();
    }
}
