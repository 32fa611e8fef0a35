package dev.errand.toolscope.alive;

import java.time.Duration;
import java.util.List;

/** What a tool has heard of ended runs, said by a test, and its age. */
public final class Hearing {

    private final FakeTime time = new FakeTime();
    private final HeardRevocations heard = time.heard(100);

    public Revocations revocations() {
        return heard;
    }

    public void isUpToDate() {
        heard.completeAt(heard.now());
    }

    public void isStale() {
        time.pass(Duration.ofSeconds(3));
    }

    public void revoke(String credentialId, String reason) {
        heard.add(List.of(new Revocation(credentialId, reason, time.wall().plusSeconds(60))));
    }
}
