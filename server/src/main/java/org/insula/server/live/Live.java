package org.insula.server.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.insula.host.Caller;
import org.insula.host.Host;
import org.insula.host.Hosted;
import org.insula.host.Servable;
import org.insula.server.http.BadRequest;
import org.insula.server.http.Callers;
import org.insula.server.http.Failure;

/**
 * {@code /api/live/{name}}: a WebSocket on which a model is asked while things happen. Whether there is such a model, and
 * who asks, is settled before the upgrade, with the status codes of HTTP; from then on every message is answered in JSON.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455">RFC 6455, WebSocket</a>
 */
public final class Live {
    private static final String PATH = "/api/live/{name}";
    private static final String PROTOCOL = "insula";
    private static final String OPENED = "insula.live";
    private static final int MOST_MESSAGE_BYTES = 16_000_000;

    private final Host host;
    private final Callers callers;
    private final Map<String, Conversation> open = new ConcurrentHashMap<>();

    public Live(Host host, Callers callers) {
        this.host = host;
        this.callers = callers;
    }

    /** Adds the socket to a server's configuration. */
    public void configure(JavalinConfig config) {
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setMaxBinaryMessageSize(MOST_MESSAGE_BYTES);
            factory.setMaxTextMessageSize(MOST_MESSAGE_BYTES);
        });
        config.routes.wsBeforeUpgrade(PATH, this::beforeUpgrade);
        config.routes.ws(PATH, this::sockets);
    }

    /** The framework would choose whatever protocol was offered first, and that may be a key. */
    public static void echoNothing(Context context) {
        context.res().setHeader(Callers.PROTOCOLS, null);
    }

    private static void chooseProtocol(Context context) {
        if (Callers.protocols(context).contains(PROTOCOL)) {
            context.res().setHeader(Callers.PROTOCOLS, PROTOCOL);
        } else if (Callers.offersKey(context)) {
            throw new BadRequest(
                    "A key was offered and no protocol beside it; open the socket with ['insula', 'insula-key.' + key].");
        }
    }

    private void beforeUpgrade(Context context) {
        Caller caller = callers.of(context);
        Servable model = host.model(caller, context.pathParam("name"));
        if (!(model instanceof Hosted hosted)) {
            throw new BadRequest("Model '" + model.name()
                    + "' is a bare network, which takes tensors; ask it through the Open Inference Protocol.");
        }
        chooseProtocol(context);
        context.attribute(OPENED, Opening.of(host, caller, hosted, context));
    }

    private void sockets(WsConfig socket) {
        socket.onConnect(context -> {
            context.enableAutomaticPings();
            Opening opening = context.attribute(OPENED);
            told(context, () -> {
                Conversation conversation = opening.begin(text -> send(context, text));
                open.put(context.sessionId(), conversation);
                context.send(opening.hello().toString());
            });
        });
        socket.onBinaryMessage(context -> {
            ByteBuffer data = context.data();
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            told(context, () -> conversation(context).binary(bytes));
        });
        socket.onMessage(context -> {
            told(context, () -> {
                if (conversation(context).text(context.message())) {
                    context.closeSession(1000, "ended");
                }
            });
        });
        socket.onClose(this::end);
        socket.onError(this::end);
    }

    private static void send(WsContext context, String text) {
        if (context.session.isOpen()) {
            context.send(text);
        }
    }

    private interface Step {
        void take() throws InterruptedException;
    }

    /** What goes wrong is told, and the conversation goes on. */
    private static void told(WsContext context, Step step) throws InterruptedException {
        try {
            step.take();
        } catch (RuntimeException | Error e) {
            send(context, error(Failure.of(e).message()));
        }
    }

    static String error(String message) {
        return JsonNodeFactory.instance.objectNode().put("error", message).toString();
    }

    private Conversation conversation(WsContext context) {
        Conversation conversation = open.get(context.sessionId());
        if (conversation == null) {
            throw new BadRequest("The stream did not begin; open another.");
        }
        return conversation;
    }

    private void end(WsContext context) {
        Conversation conversation = open.remove(context.sessionId());
        if (conversation != null) {
            conversation.close();
        }
    }
}
