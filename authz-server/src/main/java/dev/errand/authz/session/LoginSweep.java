package dev.errand.authz.session;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

import dev.errand.authz.user.login.Logins;

/** Removes failed logins that no longer count. Without it they count no more either, and only take up room. */
@Configuration(proxyBeanMethods = false)
class LoginSweep {

    private final Logins logins;

    LoginSweep(Logins logins) {
        this.logins = logins;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void sweep() {
        logins.forget();
    }
}
