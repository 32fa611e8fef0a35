// Adds the browser's own time to every time, which the server writes in UTC. Pages are complete without it.
(() => {
  'use strict';
  const local = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'long'});
  const mark = root => root.querySelectorAll('time[datetime]').forEach(time => {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) {
      time.title = local.format(at);
    }
  });
  mark(document);
  document.addEventListener('htmx:load', event => mark(event.detail.elt.parentNode ?? document));

  // What is live asks for itself again while somebody looks: not in a hidden tab, not under the keyboard's focus, and not
  // for ever, because each request tells the server that its user is still there.
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
