package dev.errand.authz.store;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The pool, bounded. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreProperties.class)
class StoreConfiguration {

    /**
     * Ends statements that nobody waits for any more, and transactions whose server was cut off in the middle: they
     * hold locks that everybody else waits for.
     */
    private static final String POSTGRESQL_LIMITS = """
            SET lock_timeout = '1s'; SET idle_in_transaction_session_timeout = '10s'
            """.strip();

    @Bean
    UnavailableFilter unavailableFilter(StoreProperties properties, JsonMapper json, MessageSource texts) {
        return new UnavailableFilter(properties.timeout(), new UnavailableAnswer(json, texts));
    }

    @Bean
    static BeanPostProcessor boundedDataSource() {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null
                        && pool.getJdbcUrl().startsWith("jdbc:postgresql:") && pool.getConnectionInitSql() == null) {
                    pool.setConnectionInitSql(POSTGRESQL_LIMITS);
                }
                return bean;
            }

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource target ? new BoundedDataSource(target) : bean;
            }
        };
    }
}
