package org.insula.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an issuer that runs on this machine. */
class OidcTest {
    private static final Map<String, KeyPair> KEYS = keys();

    @TempDir
    Path folder;

    private final AtomicInteger fetched = new AtomicInteger();
    private HttpServer issuer;
    private WorkServer server;
    private String address;

    private static Map<String, KeyPair> keys() {
        try {
            Map<String, KeyPair> keys = new LinkedHashMap<>();
            KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(2_048);
            keys.put("RS256", rsa.generateKeyPair());
            KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
            ec.initialize(256);
            keys.put("ES256", ec.generateKeyPair());
            keys.put("EdDSA", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/realms/us";
        answer(
                "/realms/us/.well-known/openid-configuration",
                object().put("issuer", address).put("jwks_uri", address + "/keys"));
        answer("/realms/us/keys", keySet());
        issuer.start();
        server = WorkServer.start(folder, new OidcSettings(URI.create(address), "insula"));
    }

    @AfterEach
    void stop() {
        server.close();
        issuer.stop(0);
    }

    private void answer(String path, ObjectNode json) {
        issuer.createContext(path, exchange -> {
            fetched.incrementAndGet();
            byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode keySet() {
        ObjectNode set = object();
        var keys = set.putArray("keys");
        RSAPublicKey rsa = (RSAPublicKey) KEYS.get("RS256").getPublic();
        keys.addObject()
                .put("kid", "a")
                .put("kty", "RSA")
                .put("alg", "RS256")
                .put("use", "sig")
                .put("n", number(rsa.getModulus(), 256))
                .put("e", number(rsa.getPublicExponent(), 3));
        ECPublicKey ec = (ECPublicKey) KEYS.get("ES256").getPublic();
        keys.addObject()
                .put("kid", "b")
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("x", number(ec.getW().getAffineX(), 32))
                .put("y", number(ec.getW().getAffineY(), 32));
        EdECPublicKey ed = (EdECPublicKey) KEYS.get("EdDSA").getPublic();
        byte[] big = fixed(ed.getPoint().getY(), 32);
        byte[] little = new byte[32];
        for (int i = 0; i < 32; i++) {
            little[i] = big[31 - i];
        }
        little[31] |= (byte) (ed.getPoint().isXOdd() ? 0x80 : 0);
        keys.addObject().put("kid", "c").put("kty", "OKP").put("crv", "Ed25519").put("x", base64(little));
        keys.addObject().put("kid", "d").put("kty", "oct").put("k", "c2VjcmV0");
        return set;
    }

    private static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        return fixed;
    }

    private static String number(BigInteger number, int length) {
        return base64(fixed(number, length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private ObjectNode claims() {
        long now = Instant.now().getEpochSecond();
        return object().put("iss", address)
                .put("aud", "insula")
                .put("sub", "anna")
                .put("exp", now + 600)
                .put("insula_tenant", "owner")
                .put("insula_role", "admin");
    }

    private static String token(String algorithm, ObjectNode claims) throws GeneralSecurityException {
        String kid = Map.of("RS256", "a", "ES256", "b", "EdDSA", "c").get(algorithm);
        return token(object().put("alg", algorithm).put("kid", kid), claims, algorithm);
    }

    private static String token(ObjectNode header, ObjectNode claims, String algorithm)
            throws GeneralSecurityException {
        String signed = base64(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance(
                Map.of("RS256", "SHA256withRSA", "ES256", "SHA256withECDSAinP1363Format", "EdDSA", "Ed25519")
                        .get(algorithm));
        signature.initSign(KEYS.get(algorithm).getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private HttpResponse<String> with(String token) {
        server.use(token);
        return server.get("/api/projects");
    }

    private void refused(String message, String token) {
        HttpResponse<String> answer = with(token);
        assertEquals(401, answer.statusCode(), answer.body());
        assertTrue(WorkServer.json(answer).path("detail").asText().contains(message), answer.body());
        assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
    void aTokenOfTheIssuerIsAsGoodAsAKey(String algorithm) throws Exception {
        assertEquals(200, with(token(algorithm, claims())).statusCode());
        ObjectNode many = claims();
        many.putArray("aud").add("others").add("insula");
        assertEquals(200, with(token(algorithm, many)).statusCode());
        assertEquals(2, fetched.get(), "the keys are kept");
        String[] parts = token(algorithm, claims()).split("[.]");
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        signature[signature.length / 2] ^= 1;
        refused("signature does not fit", parts[0] + "." + parts[1] + "." + base64(signature));
        refused(
                "signature does not fit",
                parts[0] + "."
                        + base64(claims().put("sub", "eve").toString().getBytes(StandardCharsets.UTF_8)) + "."
                        + parts[2]);
        refused("signature does not fit", parts[0] + "." + parts[1] + ".");
    }

    @Test
    void rolesAndTenantsAreThoseOfTheClaims() throws Exception {
        server.use(token("ES256", claims()));
        String tenant = server.ask("POST", "/api/tenants", "{\"name\":\"others\"}")
                .path("id")
                .asText();
        server.ask("POST", "/api/projects", "{\"name\":\"doors\",\"kind\":\"text\"}");
        server.use(token("ES256", claims().put("insula_role", "reader")));
        assertEquals(
                403,
                server.post("/api/projects", "{\"name\":\"x\",\"kind\":\"text\"}")
                        .statusCode());
        ObjectNode noRole = claims();
        noRole.remove("insula_role");
        server.use(token("ES256", noRole));
        assertEquals(
                403,
                server.post("/api/projects", "{\"name\":\"x\",\"kind\":\"text\"}")
                        .statusCode());
        ObjectNode roles = claims();
        roles.putArray("insula_role").add("offline_access").add("teacher").add("reader");
        server.use(token("ES256", roles));
        assertEquals(
                201,
                server.post("/api/projects", "{\"name\":\"x\",\"kind\":\"text\"}")
                        .statusCode());
        for (String name : new String[] {"others", tenant}) {
            server.use(token("ES256", claims().put("insula_tenant", name)));
            assertEquals(404, server.get("/api/projects/doors").statusCode(), "another tenant's");
            assertEquals(403, server.post("/api/tenants", "{\"name\":\"x\"}").statusCode());
        }
        refused("which is none here", token("ES256", claims().put("insula_tenant", "nobody")));
    }

    @Test
    void whatIsNotForUsIsRefused() throws Exception {
        long now = Instant.now().getEpochSecond();
        refused("another issuer", token("RS256", claims().put("iss", address + "/")));
        refused("not for 'insula'", token("RS256", claims().put("aud", "insula2")));
        refused("has expired", token("RS256", claims().put("exp", now - 120)));
        refused("has expired", token("RS256", claims().put("exp", "never")));
        refused("not good yet", token("RS256", claims().put("nbf", now + 3_600)));
        refused("has no claim 'insula_tenant'", token("RS256", claims().put("insula_tenant", "")));
        refused("No token and no API key came", "");
        refused("neither a key of this Insula", "sk-of-somebody-else");
        refused("neither a key of this Insula", "a.b");
        refused("malformed", "a.b.c");
        refused("not signed with", "..");
    }

    @Test
    void signaturesThatProveNothingAreRefused() throws Exception {
        for (String weak : new String[] {"none", "HS256", "RS1", "PS256", "rs256", ""}) {
            refused("not signed with", token(object().put("alg", weak).put("kid", "a"), claims(), "RS256"));
        }
        refused(
                "key that its issuer does not have",
                token(object().put("alg", "ES256").put("kid", "a"), claims(), "ES256"));
        refused(
                "key that its issuer does not have",
                token(object().put("alg", "RS256").put("kid", "x"), claims(), "RS256"));
        refused(
                "not signed with",
                token(
                        ((ObjectNode) object().put("alg", "RS256").set("crit", object())).put("kid", "a"),
                        claims(),
                        "RS256"));
        int before = fetched.get();
        for (int i = 0; i < 20; i++) {
            refused("does not have", token(object().put("alg", "RS256").put("kid", "x" + i), claims(), "RS256"));
        }
        assertEquals(before, fetched.get(), "strangers make nobody ask the issuer without end");
    }

    @Test
    void keysGoOnBeingGood() throws Exception {
        server.use(token("EdDSA", claims()));
        String key = server.issue("owner", "reader", "");
        server.use(key);
        assertEquals(200, server.get("/api/models").statusCode());
        refused("not an API key", "insula_" + "x".repeat(30));
    }

    @Test
    void anIssuerElsewhereIsSpokenToOverHttpsOnly() {
        ServerException e = assertThrows(
                ServerException.class, () -> new OidcSettings(URI.create("http://login.example.org"), "insula"));
        assertTrue(e.getMessage().startsWith("The issuer of tokens is 'http://login.example.org'"), e.getMessage());
        assertThrows(ServerException.class, () -> new OidcSettings(URI.create("file:/etc/keys"), "insula"));
        assertThrows(ServerException.class, () -> new OidcSettings(URI.create("https://login.example.org"), " "));
    }
}
