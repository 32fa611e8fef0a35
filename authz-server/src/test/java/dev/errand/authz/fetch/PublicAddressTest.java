package dev.errand.authz.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;

import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** AD-05: where an import may go, address by address. Nothing here asks a network. */
class PublicAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111",
        "2001:200::1", "2a00::1", "64:ff9b::808:808", "2002:808:808::1"})
    void isSomebodysOnTheInternet(String address) {
        assertThat(PublicAddress.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
        "127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.0",
        "192.0.0.255", "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.0", "255.255.255.255", "::", "::1",
        "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::8.8.8.8", "100::1", "2001::1", "2001:1ff::1", "2001:db8::1", "2002:7f00:1::1", "2002:a00:1::1",
        "2002:c0a8:1::1", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1",
        "ff02::1"})
    void isNot(String address) {
        assertThat(PublicAddress.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void anIpv4AddressInIpv6DressIsNotPublicEither() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 127;
        mapped[15] = 1;
        assertThat(PublicAddress.isPublic(Inet6Address.getByAddress("", mapped, 0))).isFalse();
    }

    @Test
    void oneBadAddressRefusesTheName() throws UnknownHostException {
        InetAddress good = InetAddress.ofLiteral("8.8.8.8");
        InetAddress bad = InetAddress.ofLiteral("169.254.169.254");
        assertThat(guard(good).resolve("tool.example")).containsExactly(good);
        assertThatThrownBy(() -> guard(good, bad).resolve("tool.example")).isInstanceOf(AddressNotPublic.class);
        assertThatThrownBy(() -> guard(bad).resolve("tool.example")).isInstanceOf(AddressNotPublic.class);
        assertThat(guard(good, bad).resolve("local.example")).containsExactly(good, bad);
    }

    @Test
    void plainHttpIsForHostsThatAreNamed() throws FetchRefused {
        assertThat(guard().admit("https://tool.example/a")).isEqualTo(URI.create("https://tool.example/a"));
        assertThat(guard().admit("http://local.example:8080")).isEqualTo(URI.create("http://local.example:8080"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://tool.example", "http://local.example.com", "https://0x7f.0.0.1",
        "https://0177.0.0.1.", "https://127.1", "https://[::::]", "https://256.1.1.1", "file:///etc/passwd"})
    void isNoAddressToAsk(String address) {
        assertThatThrownBy(() -> guard().admit(address)).isInstanceOf(FetchRefused.class);
    }

    private static AddressGuard guard(InetAddress... addresses) {
        return new AddressGuard(Set.of("local.example"), new DnsResolver() {

            @Override
            public InetAddress[] resolve(String host) {
                return addresses;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        });
    }
}
