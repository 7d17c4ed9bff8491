// Passkeys: makes one, signs in with one, proves with one that it is you.
//
// A form says with data-passkey which of these it is. On submit we ask the device, put its answer into
// the field `credential` and send the form. Without this script the form stays hidden, or a note says why.

const fromBase64url = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0)).buffer

const toBase64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

const withBinaryIds = (list = []) => list.map((one) => ({ ...one, id: fromBase64url(one.id) }))

// The server speaks JSON; the browser wants bytes, and answers with bytes.
function creationOptions ({ publicKey }) {
  return {
    ...publicKey,
    challenge: fromBase64url(publicKey.challenge),
    user: { ...publicKey.user, id: fromBase64url(publicKey.user.id) },
    excludeCredentials: withBinaryIds(publicKey.excludeCredentials),
    // Every passkey of ours can sign in by itself: kept by the device, opened by finger, face or PIN.
    authenticatorSelection: {
      ...publicKey.authenticatorSelection,
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required'
    }
  }
}

function requestOptions ({ publicKey }) {
  return {
    ...publicKey,
    challenge: fromBase64url(publicKey.challenge),
    allowCredentials: withBinaryIds(publicKey.allowCredentials)
  }
}

function asJson (credential) {
  const response = {}
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[name]) response[name] = toBase64url(credential.response[name])
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports()
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: toBase64url(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response
  })
}

const optionsOnPage = () => JSON.parse(document.getElementById('passkey-options').textContent)

async function optionsFromServer (form) {
  const answer = await fetch(form.action, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return (await answer.json()).request_options
}

const ask = {
  create: async () => navigator.credentials.create({ publicKey: creationOptions(optionsOnPage().creation_options) }),
  get: async () => navigator.credentials.get({ publicKey: requestOptions(optionsOnPage().request_options) }),
  'sign-in': async (form) => navigator.credentials.get({ publicKey: requestOptions(await optionsFromServer(form)) })
}

function say (form, words) {
  const fault = form.querySelector('[role=alert]')
  fault.textContent = words
  fault.hidden = !words
}

async function send (form) {
  say(form, '')
  try {
    const credential = await ask[form.dataset.passkey](form)
    form.elements.credential.value = asJson(credential)
    form.submit()
  } catch {
    say(form, form.dataset.failed)
  }
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (window.PublicKeyCredential) {
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      send(form)
    })
  } else if (!form.hidden) {
    say(form, form.dataset.unable)
  }
}
