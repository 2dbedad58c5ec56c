package org.insula.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The examples of <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Signature
 * Calculations for the Authorization Header</a>.
 */
class S3SignatureTest {
    private static final S3Signature SIGNATURE =
            new S3Signature("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
    private static final String HOST = "examplebucket.s3.amazonaws.com";
    private static final Instant TIME = Instant.parse("2013-05-24T00:00:00Z");
    private static final String NOTHING = Hashes.of(new byte[0]);

    @Test
    void gettingAnObject() {
        Map<String, String> headers =
                SIGNATURE.headers("GET", HOST, "/test.txt", "", NOTHING, TIME, Map.of("range", "bytes=0-9"));

        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                headers.get("Authorization"));
        assertEquals("20130524T000000Z", headers.get("x-amz-date"));
    }

    @Test
    void listingABucket() {
        Map<String, String> headers =
                SIGNATURE.headers("GET", HOST, "/", "max-keys=2&prefix=J", NOTHING, TIME, Map.of());

        assertEquals(
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
                headers.get("Authorization").replaceFirst(".*Signature=", ""));
    }
}
