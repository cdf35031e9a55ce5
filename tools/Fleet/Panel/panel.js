// The panel shows what the kiosk shows and sends what a hand would do. Every state comes from the server.
const kiosk = document.body.dataset.kiosk;
const at = id => document.getElementById(id);
const post = async (path, body) => {
  const answer = await fetch(`/kiosk/${kiosk}/${path}`, { method: 'POST', body: body ?? null }).catch(() => null);
  at('broken').hidden = answer !== null && answer.ok;
};

const sells = at('lcd') !== null;
for (const pad of document.querySelectorAll('.keys')) pad.addEventListener('click', e => {
  const key = e.target.closest('button')?.dataset.key;
  if (key) post(`key/${key}`);
});
at('scan')?.addEventListener('submit', e => {
  e.preventDefault();
  const box = e.target.ean;
  if (box.value.trim()) post('scan', box.value.trim());
  box.value = '';
  box.focus();
});
document.addEventListener('click', e => {
  const what = e.target.closest('button')?.dataset.do;
  if (what) post(`do/${what}`);
});
at('probes').addEventListener('change', e => {
  const value = e.target.valueAsNumber * e.target.dataset.scale;
  if (Number.isFinite(value)) post(`probe/${e.target.name}`, String(Math.round(value)));
});
document.addEventListener('keydown', e => {
  if (!sells || e.target.matches('input') || e.ctrlKey || e.metaKey || e.altKey) return;
  const keys = { Enter: 17, Backspace: 16, '*': 11, x: 11, u: 14, t: 22 };
  const key = /^[0-9]$/.test(e.key) ? e.key : e.key === 'Enter' && e.target.closest('button, a') ? null : keys[e.key];
  if (key !== undefined && key !== null) { e.preventDefault(); post(`key/${key}`); }
});

const showTill = s => {
  at('lcd').textContent = s.lcd;
  at('customer').textContent = s.customer;
  at('paper').textContent = s.paper;
  at('drawer').textContent = s.drawerText;
  at('drawer').classList.toggle('open', s.drawerOpen);
  at('ticket').textContent = s.ticketText;
  at('stored').textContent = s.storedText;
  at('stored').classList.toggle('waiting', !s.stored);
  at('paper-out').setAttribute('aria-pressed', String(s.paperOut));
};
const show = s => {
  if (sells) showTill(s);
  const page = `/kiosk/${kiosk}/page.png?n=${s.page}`;
  at('notice').alt = s.notice;
  at('notice').hidden = s.page === 0;
  if (s.page > 0 && !at('notice').src.endsWith(page)) at('notice').src = page;
  at('passages').textContent = s.passages;
  at('state').replaceChildren(...s.state.flatMap(([name, value]) => {
    const dt = document.createElement('dt'), dd = document.createElement('dd');
    dt.textContent = name; dd.textContent = value;
    return [dt, dd];
  }));
};
const stream = new EventSource(`/kiosk/${kiosk}/live${location.search}`);
stream.onmessage = e => { at('broken').hidden = true; show(JSON.parse(e.data)); };
stream.onerror = () => { at('broken').hidden = false; };
