import superagent from 'superagent';

const host = 'https://api.security.microsoft.com';

async function isolate(id) {
  await superagent.post(`${host}/api/machines/${id}/isolate`).set('Authorization', token).send({ comment: 'x', IsolationType: 'Full' });
  await superagent.post(`${host}/api/libraryfiles`).attach('file', path);
  await client.post(`${host}/api/machines/${id}/offboard`).then((answer) => answer.data);
}

async function scan(id) {
  const body = { Comment: 'x', ScanType: 'quick' };
  await fetch(new URL(`/api/machines/${id}/runAntiVirusScan`, host), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const url = new URL(`${host}/api/machines/${id}/unisolate`);
  await fetch(url.toString(), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ comment: 'x' }) });
  await fetch(url.href, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ Comment: 'x' }) });
}

function release(id, ...rest) {
  axios.post(`${host}/api/machines/${id}/unisolate`, ...rest);
  const request = https.request(`${host}/api/machines/${id}/unisolate`, { method: 'POST' });
  request.write(JSON.stringify({ Comment: 'x' }));
  const old = new XMLHttpRequest();
  old.open('POST', host + '/api/machines/' + id + '/unisolate');
  old.send(JSON.stringify({ Comment: 'x' }));
}
