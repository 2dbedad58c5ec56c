package org.insula.server.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * The signatures that are taken, all of them made with keys that only the issuer has.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518">RFC 7518, JSON Web Algorithms</a>
 */
enum Algorithm {
    RS256("SHA256withRSA") {
        @Override
        PublicKey key(JsonNode jwk) throws GeneralSecurityException {
            require(jwk, "kty", "RSA");
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
            int bits = key.getModulus().bitLength();
            if (bits < 2_048 || bits > 8_192) {
                throw new GeneralSecurityException("a key of " + bits + " bits");
            }
            return key;
        }
    },
    ES256("SHA256withECDSAinP1363Format") {
        @Override
        PublicKey key(JsonNode jwk) throws GeneralSecurityException {
            require(jwk, "kty", "EC");
            require(jwk, "crv", "P-256");
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(
                            new ECPoint(number(jwk, "x"), number(jwk, "y")),
                            curve.getParameterSpec(ECParameterSpec.class)));
        }
    },
    EdDSA("Ed25519") {
        @Override
        PublicKey key(JsonNode jwk) throws GeneralSecurityException {
            require(jwk, "kty", "OKP");
            require(jwk, "crv", "Ed25519");
            byte[] little = bytes(jwk, "x");
            if (little.length != 32) {
                throw new GeneralSecurityException("a key of " + little.length + " bytes");
            }
            boolean odd = (little[31] & 0x80) != 0;
            little[31] &= 0x7f;
            byte[] big = new byte[32];
            for (int i = 0; i < 32; i++) {
                big[i] = little[31 - i];
            }
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, big))));
        }
    };

    private final String jdk;

    Algorithm(String jdk) {
        this.jdk = jdk;
    }

    static Optional<Algorithm> of(String name) {
        for (Algorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** @throws GeneralSecurityException if it is none of this kind */
    abstract PublicKey key(JsonNode jwk) throws GeneralSecurityException;

    boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
        try {
            Signature check = Signature.getInstance(jdk);
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void require(JsonNode jwk, String field, String value) throws GeneralSecurityException {
        if (!jwk.path(field).asText().equals(value)) {
            throw new GeneralSecurityException(field + " is not " + value);
        }
    }

    private static BigInteger number(JsonNode jwk, String field) throws GeneralSecurityException {
        return new BigInteger(1, bytes(jwk, field));
    }

    private static byte[] bytes(JsonNode jwk, String field) throws GeneralSecurityException {
        try {
            return Base64.getUrlDecoder().decode(jwk.path(field).asText());
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(field + " is not base64url", e);
        }
    }
}
