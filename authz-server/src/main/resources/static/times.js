// Adds the browser's own time to every time, which the server writes in UTC, where the two differ. Pages are complete
// without it.
(() => {
  'use strict';
  const here = document.body.dataset.here;
  const two = number => String(number).padStart(2, '0');
  const day = at => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const clock = at => `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  const mark = root => root.querySelectorAll('time[datetime]').forEach(time => {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime()) || at.getTimezoneOffset() === 0 || time.querySelector('.here')) {
      return;
    }
    const local = document.createElement('span');
    local.className = 'here';
    local.textContent = here.replace('{0}', day(at) === time.dateTime.slice(0, 10) ? clock(at) : `${day(at)} ${clock(at)}`);
    time.append(' ', local);
  });
  mark(document);
  document.addEventListener('htmx:load', event => mark(event.detail.elt.parentNode ?? document));
})();
