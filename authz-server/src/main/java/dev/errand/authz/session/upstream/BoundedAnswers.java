package dev.errand.authz.session.upstream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Reads no more of an answer than so many bytes: what is longer fails while it is read, whoever reads it. */
record BoundedAnswers(int bytes) implements ClientHttpRequestInterceptor {

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        return new Bounded(execution.execute(request, body), bytes);
    }

    private record Bounded(ClientHttpResponse answer, int bytes) implements ClientHttpResponse {

        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            return answer.getStatusCode();
        }

        @Override
        public String getStatusText() throws IOException {
            return answer.getStatusText();
        }

        @Override
        public HttpHeaders getHeaders() {
            return answer.getHeaders();
        }

        @Override
        public InputStream getBody() throws IOException {
            return new BoundedStream(answer.getBody(), bytes);
        }

        @Override
        public void close() {
            answer.close();
        }
    }

    private static final class BoundedStream extends FilterInputStream {

        private final int most;
        private int left;

        BoundedStream(InputStream stream, int most) {
            super(stream);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("more than " + most + " bytes");
            }
        }
    }
}
