package dev.errand.sample.tools;

import java.time.InstantSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * A sample tool. Which one, the profile says: {@code orders} or {@code refunds}. What makes either a protected tool is
 * {@code errand.dpop.resource}, {@code errand.tool.key-file} and one annotation per endpoint.
 */
@SpringBootApplication
public class SampleTools {

    /** Starts the tool of the active profile. */
    public static void main(String[] arguments) {
        SpringApplication.run(SampleTools.class, arguments);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
