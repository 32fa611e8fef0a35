package dev.errand.sample.tools.refunds;

import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.errand.sample.tools.issuer.Credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the ledger hears of calls, allowed and refused. */
class RefundsReportTest extends RefundsFixture {

    @Test
    void everyCallOfACredentialIsReportedWithItsOutcome() {
        Credential credential = credential();
        agent().call(credential, refund("order-99999", "50.00", "USD"));
        agent().call(credential, refund());
        agent().call(credential, refund());
        List<JsonNode> reports = awaitReports(credential.id(), 3);
        assertThat(reports).extracting(report -> report.path("outcome").asString())
                .containsExactlyInAnyOrder("refused", "allowed", "refused");
        assertThat(reports).extracting(report -> report.path("reason").asString(""))
                .containsExactlyInAnyOrder("identifier_not_allowed", "", "already_used");
        assertThat(reports).allSatisfy(report -> {
            assertThat(report.path("run_id").asString()).isEqualTo("run-1");
            assertThat(report.path("scope").asString()).isEqualTo(SCOPE);
            assertThat(report.path("action").asString()).isEqualTo("create-refund");
            assertThat(report.path("parameter_digest").asString()).hasSize(43);
        });
    }

    @Test
    void aRefusalBeforeTheEndpointIsReportedToo() {
        Credential expired = credential().with("iat", 1_000_000).with("exp", 1_000_060);
        agent().call(expired, refund());
        assertThat(awaitReports(expired.id(), 1).getFirst().path("reason").asString()).isEqualTo("token_expired");
    }

    @Test
    void aCredentialOfAnotherToolIsReportedWithoutItsId() {
        Credential foreign = credential().with("aud", "https://orders.example");
        agent().call(foreign, refund());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(ISSUER.reports())
                .anySatisfy(report -> assertThat(report.path("reason").asString()).isEqualTo("wrong_audience")));
        assertThat(ISSUER.reports()).filteredOn(report -> report.path("reason").asString("").equals("wrong_audience"))
                .allSatisfy(report -> assertThat(report.path("credential_id").isNull()).isTrue());
        assertThat(ISSUER.reports()).noneMatch(report -> report.path("credential_id").asString("").equals(foreign.id()));
    }

    @Test
    void reportsAreSignedByTheToolAndBoundToTheProofsKey() throws Exception {
        Credential credential = credential();
        agent().call(credential, refund());
        awaitReports(credential.id(), 1);
        SignedJWT assertion = ISSUER.lastAssertion();
        assertThat(assertion.verify(new ECDSAVerifier(ISSUER.toolKey().toPublicJWK()))).isTrue();
        assertThat(assertion.getJWTClaimsSet().getSubject()).isEqualTo(RESOURCE);
        assertThat(assertion.getJWTClaimsSet().getIssuer()).isEqualTo(RESOURCE);
        assertThat(assertion.getJWTClaimsSet().getAudience()).containsExactly(ISSUER.url());
        assertThat(assertion.getJWTClaimsSet().getJSONObjectClaim("cnf")).containsKey("jkt");
    }

    private static List<JsonNode> awaitReports(String credentialId, int count) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> ISSUER.reports().stream()
                .filter(report -> report.path("credential_id").asString("").equals(credentialId)).toList(),
                reports -> reports.size() == count);
    }
}
