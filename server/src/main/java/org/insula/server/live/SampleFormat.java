package org.insula.server.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.insula.server.http.BadRequest;

/** How the samples of a stream are written; one channel, little end first. */
enum SampleFormat {
    /** Whole numbers of 16 bits, as most microphones give. */
    S16LE(Short.BYTES) {
        @Override
        float read(ByteBuffer bytes) {
            return bytes.getShort() / 32_768f;
        }
    },
    /** Floats, 1 being full scale, as Web Audio gives. */
    F32LE(Float.BYTES) {
        @Override
        float read(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    };

    private final int bytes;

    SampleFormat(int bytes) {
        this.bytes = bytes;
    }

    abstract float read(ByteBuffer bytes);

    static SampleFormat of(String name) {
        for (SampleFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return format;
            }
        }
        throw new BadRequest("format is '" + name + "'; give s16le or f32le.");
    }

    /** @throws BadRequest if the message ends within a sample */
    float[] samples(byte[] message) {
        if (message.length % bytes != 0) {
            throw new BadRequest("A message of " + message.length + " bytes ends within a sample of " + bytes
                    + "; send whole samples.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[message.length / bytes];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = read(buffer);
        }
        return samples;
    }
}
