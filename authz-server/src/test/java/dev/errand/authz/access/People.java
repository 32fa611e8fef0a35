package dev.errand.authz.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.errand.authz.running.AdministrativeClient;
import dev.errand.authz.running.AgentInstance;
import dev.errand.authz.running.BrowserUser;
import dev.errand.authz.running.Reply;
import dev.errand.authz.running.RunningServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

/** Everybody who could try a route, ready to. */
final class People {

    private static final String PASSWORD = "correct horse battery";

    private final RunningServer server;
    private final Map<String, BrowserUser> browsers = new LinkedHashMap<>();
    private final Map<String, AdministrativeClient> clients = new LinkedHashMap<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final AgentInstance agent;
    private final AgentInstance.Run run;

    People(RunningServer server) {
        this.server = server;
        browsers.put("nobody", new BrowserUser(server));
        browsers.put("user", logIn("walker", Role.USER));
        browsers.put("auditor", logIn("reader", Role.AUDITOR));
        browsers.put("admin", logIn("changer", Role.ADMIN));
        browsers.get("nobody").get("/login");
        clients.put("client admin", AdministrativeClient.admin(server));
        clients.put("client auditor", AdministrativeClient.auditor(server));
        clients.forEach((name, client) -> tokens.put(name, client.token()));
        this.agent = new AgentInstance(server);
        BrowserUser admin = new BrowserUser(server);
        admin.logIn("admin", "battery staple");
        this.run = agent.run(admin);
    }

    private BrowserUser logIn(String name, Role role) {
        Users users = server.bean(Users.class);
        users.register(new UserAccount(name, name, name, Set.of(role), true), users.hash(PASSWORD), "test");
        return fresh(name);
    }

    /** A browser of its own in which this person is logged in, on a page with the CSRF token. */
    BrowserUser fresh(String name) {
        BrowserUser browser = new BrowserUser(server);
        Reply reply = browser.logIn(name, PASSWORD);
        if (reply.status() / 100 != 3) {
            throw new AssertionError(name + " is not logged in: " + reply.status());
        }
        browser.get("/login");
        return browser;
    }

    BrowserUser browser(String who) {
        return browsers.get(who);
    }

    /** What becomes of this person's request. */
    String verdict(String who, Route route) {
        return verdict(route, server.send(route.method(), route.target(), headers(who, route), ""));
    }

    private Map<String, String> headers(String who, Route route) {
        if (who.equals("admin without CSRF token")) {
            return browsers.get("admin").headers();
        }
        if (browsers.containsKey(who)) {
            Map<String, String> headers = new LinkedHashMap<>(browsers.get(who).headers());
            headers.put("X-CSRF-TOKEN", browsers.get(who).csrf());
            return headers;
        }
        AdministrativeClient client = clients.get(who);
        return client == null
                ? clients.get("client admin").headers(route.method(), route.target(), run.token(), agent.key)
                : client.headers(route.method(), route.target(), tokens.get(who), client.key);
    }

    /** How far a request came, by its answer. */
    static String verdict(Route route, Reply reply) {
        boolean toLogin = reply.status() / 100 == 3 && reply.location().endsWith("/login");
        if (reply.status() == 401 || toLogin) {
            return "LOGIN";
        }
        return reply.status() >= 500
                ? route + " failed: " + reply.status() + " " + reply.body()
                : reply.status() == 403 ? "DENIED" : "THROUGH";
    }
}
