package org.insula.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.insula.chat.ChatException;
import org.insula.embedding.EncodingException;
import org.insula.host.HostException;
import org.insula.language.LanguageException;
import org.insula.onnx.OnnxException;
import org.insula.store.StoreException;
import org.insula.teach.TeachException;

/**
 * What went wrong, before it is put into the form of a protocol. The one place that tells exceptions apart.
 *
 * @param status of HTTP
 * @param message what arrived, what was expected and what to do
 * @param retryAfter when it is worth trying again, where that is known
 * @param part the field of the request that is at fault, where that is known
 * @param code what OpenAI's clients know this failure by, where the status does not say it
 */
public record Failure(
        int status, String message, Optional<Duration> retryAfter, Optional<String> part, Optional<String> code) {
    /** Nginx's number for a caller that went away; nobody reads it but the metrics. */
    public static final int CALLER_GONE = 499;

    /** What systems say of a connection that the other side has ended. */
    private static final Set<String> BROKEN = Set.of("Broken pipe", "Connection reset", "Connection reset by peer");

    public Failure(int status, String message) {
        this(status, message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What is none of these is a fault of ours, and is logged. */
    public static Failure of(Throwable problem) {
        return switch (problem) {
            case HostException e ->
                new Failure(status(e.reason()), e.getMessage(), e.retryAfter(), Optional.empty(), Optional.empty());
            case StoreException e -> new Failure(status(e.reason()), e.getMessage());
            case EncodingException e -> new Failure(422, e.getMessage());
            case TeachException e -> new Failure(422, e.getMessage());
            case ChatException e -> new Failure(400, e.getMessage());
            case LanguageException e -> of(e);
            case OnnxException e -> new Failure(400, e.getMessage());
            case BadRequest e -> new Failure(e.status(), e.getMessage(), Optional.empty(), e.part(), Optional.empty());
            case HttpResponseException e -> new Failure(e.getStatus(), e.getMessage());
            case EOFException _ ->
                new Failure(400, "The body ended before it was whole; send as many bytes as Content-Length says.");
            case HttpException e
            when e.getCode() >= 400 && e.getCode() < 500 ->
                new Failure(
                        e.getCode(),
                        "This is not a request that HTTP allows (" + e.getReason() + "); send one, as curl does.");
            case InterruptedException _ -> gone();
            case ClosedChannelException _ -> gone();
            case IOException e
            when e.getCause() instanceof TimeoutException ->
                new Failure(408, "The rest of the request did not come in time; send it faster, or in parts.");
            case IOException e when e.getMessage() != null && BROKEN.contains(e.getMessage()) -> gone();
            case Faults.Fault e -> Faults.of(e.getCause());
            default -> Faults.of(problem);
        };
    }

    private static Failure gone() {
        return new Failure(CALLER_GONE, "The caller went away; nothing was answered.");
    }

    /** Makes the connection fit for this failure's answer and sets its status, {@code Retry-After} and what a key is asked by. */
    public void prepare(Context context) {
        if (!Body.skipRest(context)) {
            context.header("Connection", "close");
        }
        retryAfter.ifPresent(wait -> context.header("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
        if (status == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        context.status(status);
    }

    private static Failure of(LanguageException problem) {
        int status = switch (problem.reason()) {
            case INVALID_REQUEST, CONTEXT_TOO_LONG -> 400;
            case INVALID_MODEL -> 422;
            case OVERLOADED -> 429;
            case UNSUPPORTED_PLATFORM -> 501;
            case OUT_OF_MEMORY, WORKER_FAILED, CLOSED -> 503;
        };
        Optional<String> code = problem.reason() == LanguageException.Reason.CONTEXT_TOO_LONG
                ? Optional.of("context_length_exceeded")
                : Optional.empty();
        return new Failure(status, problem.getMessage(), Optional.empty(), Optional.empty(), code);
    }

    private static int status(HostException.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> 404;
            case BAD_INPUT -> 400;
            case CONFLICT -> 409;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case BUSY -> 429;
            case TIMEOUT -> 504;
            case STOPPING -> 503;
        };
    }

    private static int status(StoreException.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> 404;
            case BAD_INPUT -> 400;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case QUOTA -> 403;
            case UNAVAILABLE -> 503;
            case FULL -> 507;
            case BROKEN -> 500;
        };
    }
}
