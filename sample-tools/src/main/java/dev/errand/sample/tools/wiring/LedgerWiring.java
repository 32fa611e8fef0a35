package dev.errand.sample.tools.wiring;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.errand.dpop.client.ClientAssertion;
import dev.errand.dpop.client.DPoPInterceptor;
import dev.errand.dpop.client.DPoPKey;
import dev.errand.toolscope.autoconfigure.ToolProperties;
import dev.errand.toolscope.report.LedgerConnection;
import dev.errand.toolscope.report.ParameterDigest;

/**
 * How this tool speaks with its issuer, to report and to hear which runs have ended: signed by its own key, each request
 * proving a key of this process.
 */
@Configuration(proxyBeanMethods = false)
class LedgerWiring {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    ToolKey toolKey(@Value("${errand.tool.key-file}") Path file) {
        return ToolKey.read(file);
    }

    @Bean
    ParameterDigest parameterDigest(ToolKey key) {
        return key.parameterDigest();
    }

    @Bean
    LedgerConnection ledgerConnection(ToolProperties tool, ToolKey key, InstantSource clock) {
        DPoPKey proofKey = DPoPKey.generate();
        ClientAssertion assertion = new ClientAssertion(new SecureRandom());
        AssertionInterceptor assertions = new AssertionInterceptor(() -> assertion.sign(key.forSigning(),
                tool.resource(), tool.issuer(), clock.instant(), proofKey.jkt()));
        RestClient client = RestClient.builder().requestFactory(requests()).requestInterceptor(assertions)
                .requestInterceptor(new DPoPInterceptor(proofKey, clock)).build();
        return new LedgerConnection(client);
    }

    private static JdkClientHttpRequestFactory requests() {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT_TIMEOUT).build());
        requests.setReadTimeout(READ_TIMEOUT);
        return requests;
    }
}
