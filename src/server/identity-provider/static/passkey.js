// Passkeys in the browser: takes the options that the page carries, asks the authenticator, sends its answer as a form.

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!('PublicKeyCredential' in window) || !PublicKeyCredential.parseRequestOptionsFromJSON) continue;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    if (form.elements.answer.value !== '') return;
    event.preventDefault();
    void answer(form);
  });
}

async function answer(form) {
  const status = form.querySelector('[data-passkey-status]');
  const options = JSON.parse(form.dataset.options);
  status.textContent = 'Waiting for your passkey …';
  try {
    const credential =
      form.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.answer.value = JSON.stringify(credential.toJSON());
    status.textContent = 'One moment …';
    form.submit();
  } catch {
    status.textContent = 'No passkey was used. Try again, or choose another way.';
  }
}
