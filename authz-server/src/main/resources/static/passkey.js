// Forms that end a passkey's ceremony: asks the server for options, the authenticator for its answer, and sends that.
(() => {
  'use strict';
  const supported = window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON
    && PublicKeyCredential.parseRequestOptionsFromJSON && PublicKeyCredential.prototype.toJSON;
  const members = {create: ['clientDataJSON', 'attestationObject', 'transports'],
    get: ['clientDataJSON', 'authenticatorData', 'signature', 'userHandle']};

  async function ceremony(form) {
    const kind = form.dataset.passkey;
    const response = await fetch(`${form.action}/options`, {method: 'POST', redirect: 'error',
      headers: {'X-CSRF-TOKEN': form.elements._csrf.value}});
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const options = await response.json();
    const publicKey = kind === 'create' ? PublicKeyCredential.parseCreationOptionsFromJSON(options)
      : PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const made = (await navigator.credentials[kind]({publicKey})).toJSON();
    const answer = Object.fromEntries(members[kind].map(name => [name, made.response[name]]));
    return JSON.stringify({id: made.id, response: answer});
  }

  document.querySelectorAll('form[data-passkey]').forEach(form => {
    if (!supported) {
      return;
    }
    form.hidden = false;
    document.querySelectorAll('[data-passkey-absent]').forEach(one => {
      one.hidden = true;
    });
    const problem = form.querySelector('[data-passkey-problem]');
    form.addEventListener('submit', async event => {
      event.preventDefault();
      problem.hidden = true;
      try {
        form.elements.credential.value = await ceremony(form);
      } catch {
        problem.hidden = false;
        return;
      }
      form.submit();
    });
  });
})();
