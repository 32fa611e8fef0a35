package dev.errand.authz.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/** Says whether two reports under one execution id are the same report. */
final class ContentDigest {

    private static final int ABSENT = -1;

    private final MessageDigest digest;

    private ContentDigest() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every JDK has SHA-256", ex);
        }
    }

    static String of(ToolCallEntry e) {
        ContentDigest content = new ContentDigest();
        content.add(e.credentialId()).add(e.runId()).add(e.scope()).add(e.action()).add(e.identifier())
                .add(e.parameterDigest()).add(e.outcome().word()).add(e.reason()).add(e.startedAt().toString())
                .add(e.endedAt().toString());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content.digest.digest());
    }

    /** Each part goes in behind its length, so that no two lists of parts run into the same bytes. */
    private ContentDigest add(@Nullable String part) {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part == null ? ABSENT : bytes.length).array());
        digest.update(bytes);
        return this;
    }
}
