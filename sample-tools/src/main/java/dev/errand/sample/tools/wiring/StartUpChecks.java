package dev.errand.sample.tools.wiring;

import java.util.Locale;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Settings under which the tool would not keep what it promises stop the start-up, before any bean is made. */
@Configuration(proxyBeanMethods = false)
class StartUpChecks {

    @Bean
    static BeanFactoryPostProcessor requireSoundSettings(Environment settings) {
        return beans -> {
            requireDurable(settings.getRequiredProperty("spring.datasource.url"));
            requireSame(settings, "resource");
            requireSame(settings, "issuer");
        };
    }

    /** Without it H2 loses commits that it has acknowledged, and with them the memory of used credentials. */
    static void requireDurable(String url) {
        String upper = url.toUpperCase(Locale.ROOT);
        boolean file = upper.startsWith("JDBC:H2:") && !upper.startsWith("JDBC:H2:MEM:");
        if (file && !(upper + ";").contains(";WRITE_DELAY=0;")) {
            throw new IllegalStateException("spring.datasource.url needs ;WRITE_DELAY=0 on an H2 file:"
                    + " without it a killed tool forgets which credentials were used.");
        }
    }

    private static void requireSame(Environment settings, String name) {
        String dpop = settings.getRequiredProperty("errand.dpop." + name);
        if (!dpop.equals(settings.getRequiredProperty("errand.tool." + name))) {
            throw new IllegalStateException(
                    "errand.dpop." + name + " and errand.tool." + name + " name different things; set the first alone.");
        }
    }
}
