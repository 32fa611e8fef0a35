// What is live asks for itself again while somebody looks: not in a hidden tab, not under the keyboard's focus, and not
// for ever, because each request tells the server that its user is still there.
(() => {
  'use strict';
  const every = 5000;
  const patience = 10 * 60 * 1000;
  let used = Date.now();
  ['pointermove', 'keydown', 'scroll'].forEach(type => addEventListener(type, () => {
    used = Date.now();
  }, {passive: true}));
  setInterval(() => {
    if (!document.hidden && Date.now() - used < patience) {
      document.querySelectorAll('[data-live]').forEach(part => {
        if (!part.contains(document.activeElement)) {
          part.dispatchEvent(new Event('live'));
        }
      });
    }
  }, every);
})();

// Says what went wrong with a request behind the page, which stays as it is. Where the session may be another one by now,
// because something was refused, or nobody looked at the page, or it has heard nothing for a while, it fetches the token
// that its forms need before it sends anything again, and sends it only if the same person is logged in.
(() => {
  'use strict';
  const trouble = document.getElementById('trouble');
  const who = document.querySelector('.who');
  const current = 5 * 60 * 1000;
  let heard = Date.now();
  let renewal = null;
  const doubt = () => {
    heard = 0;
  };
  const doubtful = () => Date.now() - heard > current;

  // Said once: what does not change is not read out again.
  const say = what => {
    if (trouble.hidden || trouble.textContent !== trouble.dataset[what]) {
      trouble.hidden = false;
      trouble.textContent = trouble.dataset[what];
    }
  };
  const stale = (part, is) => {
    if (part.matches('[data-live]')) {
      document.querySelectorAll('[data-stale]').forEach(one => {
        one.hidden = !is;
      });
    }
  };
  async function renew() {
    const response = await fetch('/my/security', {redirect: 'error', cache: 'no-store', headers: {'HX-Request': 'true'}});
    if (!response.ok) {
      say(response.status === 401 ? 'loggedOut' : 'unanswered');
      return false;
    }
    const now = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('.who');
    if (now.dataset.viewer !== who.dataset.viewer) {
      say('somebodyElse');
      return false;
    }
    document.querySelectorAll('input[name="_csrf"]').forEach(field => {
      field.value = now.elements._csrf.value;
    });
    heard = Date.now();
    trouble.hidden = true;
    return true;
  }
  const renewed = () => renewal ??= renew().catch(() => {
    say('unanswered');
    return false;
  }).finally(() => {
    renewal = null;
  });

  // A token that does not fit is refused before anybody asks who is logged in: after a logout, nobody is.
  const fail = status => {
    if (status === 401) {
      doubt();
      say('loggedOut');
    } else if (status === 403) {
      doubt();
      renewed().then(fresh => fresh && say('refused'));
    } else {
      say(status >= 400 && status < 500 ? 'refused' : 'unanswered');
    }
  };

  document.addEventListener('visibilitychange', doubt);
  document.addEventListener('htmx:confirm', event => {
    if (doubtful()) {
      event.preventDefault();
      const {elt, issueRequest} = event.detail;
      renewed().then(fresh => fresh ? issueRequest(true) : stale(elt, true));
    }
  });
  document.addEventListener('submit', event => {
    if (doubtful() && !event.defaultPrevented && event.target.getAttribute('method') === 'post') {
      event.preventDefault();
      renewed().then(fresh => fresh && event.target.requestSubmit(event.submitter));
    }
  });
  ['htmx:responseError', 'htmx:sendError', 'htmx:timeout'].forEach(type => document.addEventListener(type, event => {
    fail(event.detail.xhr.status);
    stale(event.detail.elt, true);
  }));
  document.addEventListener('htmx:afterRequest', event => {
    if (event.detail.successful) {
      trouble.hidden = true;
      stale(event.detail.elt, false);
    }
  });
})();
