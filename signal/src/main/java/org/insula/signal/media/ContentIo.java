package org.insula.signal.media;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FORCE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXTERNAL;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Lets FFmpeg read a {@link Content}, and nothing else: no file name and no address ever reaches it.
 *
 * <p>JavaCPP has room for ten native callbacks of one kind in a process. So there is one pair for all, and the number
 * that FFmpeg hands back with each call says whose bytes are meant.
 */
final class ContentIo implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int SET = 0;
    private static final int CURRENT = 1;
    private static final int END = 2;

    private static final ConcurrentMap<Long, ContentIo> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Reading READING = new Reading();
    private static final Seeking SEEKING = new Seeking();

    private final Content content;
    private final byte[] block = new byte[BUFFER];
    private final long number = NUMBERS.incrementAndGet();
    private final AVIOContext context;
    private long position;
    private boolean failed;

    ContentIo(Content content) {
        this.content = content;
        OPEN.put(number, this);
        this.context = avio_alloc_context(
                new BytePointer(av_malloc(BUFFER)), BUFFER, 0, new Number(number), READING, null, SEEKING);
    }

    AVIOContext context() {
        return context;
    }

    /** Whether the operating system could not give a part of the file. */
    boolean failed() {
        return failed;
    }

    @Override
    public void close() {
        OPEN.remove(number);
        av_free(context.buffer());
        avio_context_free(context);
    }

    private int read(BytePointer target, int count) {
        try {
            int n = content.read(position, block, Math.min(count, BUFFER));
            if (n <= 0) {
                return AVERROR_EOF;
            }
            target.put(block, 0, n);
            position += n;
            return n;
        } catch (IOException | RuntimeException e) {
            failed = true;
            return AVERROR_EXTERNAL;
        }
    }

    private long seek(long offset, int whence) {
        long size = content.size();
        if ((whence & AVSEEK_SIZE) != 0) {
            return size;
        }
        long base = switch (whence & ~AVSEEK_FORCE) {
            case SET -> 0;
            case CURRENT -> position;
            case END -> size;
            default -> -1;
        };
        long target = base + offset;
        if (base < 0 || target < 0) {
            return -1;
        }
        position = target;
        return target;
    }

    /** A number dressed as an address, which native code passes on and never follows. */
    private static final class Number extends Pointer {
        Number(long number) {
            super((Pointer) null);
            address = number;
        }
    }

    private static final class Reading extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer number, BytePointer target, int count) {
            ContentIo io = OPEN.get(number.address());
            return io == null ? AVERROR_EOF : io.read(target, count);
        }
    }

    private static final class Seeking extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer number, long offset, int whence) {
            ContentIo io = OPEN.get(number.address());
            return io == null ? -1 : io.seek(offset, whence);
        }
    }
}
