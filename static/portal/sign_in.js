// Shows what needs JavaScript: passkeys, where the browser has them, and what is typed as a password.
(function () {
  const hasPasskeys = Boolean(window.PublicKeyCredential)
  for (const part of document.querySelectorAll('.needs-passkeys')) part.hidden = !hasPasskeys
  for (const part of document.querySelectorAll('.no-passkeys')) part.hidden = hasPasskeys

  // The browser's own words are English and technical; people may just have pressed “Cancel”.
  document.addEventListener('allauth.error', event => {
    event.preventDefault()
    for (const place of document.querySelectorAll('.passkey-failed')) place.textContent = place.dataset.words
  })

  for (const button of document.querySelectorAll('.show-password')) {
    const field = document.getElementById(button.getAttribute('aria-controls'))
    button.hidden = false
    button.addEventListener('click', () => {
      const isShown = field.type === 'password'
      field.type = isShown ? 'text' : 'password'
      button.textContent = isShown ? button.dataset.shown : button.dataset.hidden
    })
    // So that password managers and browsers know it for what it is.
    field.form.addEventListener('submit', () => { field.type = 'password' })
  }
})()
