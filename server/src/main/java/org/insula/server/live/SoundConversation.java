package org.insula.server.live;

import java.util.function.Consumer;
import org.insula.host.AnswerJson;
import org.insula.host.Listener;
import org.insula.host.Listening;

/** A stream of samples, answered every hop; an event is told once, with when it began. */
final class SoundConversation implements Conversation {
    private final Listening listening;
    private final SampleFormat format;
    private final Consumer<String> out;

    SoundConversation(Listening listening, SampleFormat format, Consumer<String> out) {
        this.listening = listening;
        this.format = format;
        this.out = out;
    }

    @Override
    public void binary(byte[] message) throws InterruptedException {
        listening.take(format.samples(message)).forEach(this::tell);
    }

    @Override
    public boolean text(String message) throws InterruptedException {
        if (!message.strip().equals("end")) {
            out.accept(Live.error("A text came in a stream of sound; send samples, or 'end'."));
            return false;
        }
        listening.end().forEach(this::tell);
        return true;
    }

    private void tell(Listener.Heard heard) {
        out.accept(AnswerJson.heard(heard).toString());
    }

    @Override
    public void close() {
        listening.close();
    }
}
