const host = 'https://api.security.microsoft.com';
const got = require('got');

async function clients(id) {
  await got(`${host}/api/machines/${id}/isolate`, { method: 'post', json: { comment: 'x' } });
  await got.post(`${host}/api/machines/${id}/isolate`, { json: { comment: 'x' }, searchParams: { a: 1 } });
  await axios({ url: '/api/machines/1/isolate', baseURL: host, method: 'post', data: { comment: 'x' } });
  await axios.request({ url: `${host}/api/machines/${id}/isolate`, method: 'POST', data: { comment: 'x' }, params: { a: 1 } });
  await axios(`${host}/api/machines/${id}/isolate`, { method: 'POST', data: { comment: 'x' } });
  await axios(options);
  await axios({ ...options, method: 'POST' });
  await fetch(new Request(`${host}/api/machines/${id}/isolate`, { method: 'POST', body: '{"comment": "x"}' }));
  await fetch(`${host}/api/machines/${id}/isolate`, options);
  await fetch(`${host}/api/machines/${id}/isolate`, { ...options, method: 'POST' });
  await fetch(`${host}/api/alerts`);
  await request({ uri: `${host}/api/machines/${id}/isolate`, method: 'POST', json: true, body: { comment: 'x' } });
  await request.post({ url: `${host}/api/machines/${id}/isolate`, json: { comment: 'x' }, qs: { a: 1 } });
  await ky.post(`${host}/api/machines/${id}/isolate`, { json: { comment: 'x' }, headers });
  await $.ajax({ url: `${host}/api/machines/${id}/isolate`, type: 'POST', data: JSON.stringify({ comment: 'x' }), contentType: 'application/json' });
  await $.post(`${host}/api/machines/${id}/isolate`, JSON.stringify({ comment: 'x' }));
}
