const host = 'https://api.security.microsoft.com';
const machines = `${host}/api/machines`;

class Actions {
  comment = 'From the class';

  isolate(id) {
    return axios.post(`${machines}/${id}/isolate`, { comment: this.comment, IsolationType: 'full' });
  }
}

async function put(id, key) {
  const body = { Comment: 'x' };
  body.isolationType = 'Full';
  body['Ticket'] = 4711;
  await axios.post(`${machines}/${id}/isolate`, body);
  const other = { comment: 'x', IsolationType: 'Full' };
  other[key] = 'y';
  await axios.post(`${machines}/${id}/isolate`, other);
  const dropped = { Comment: 'x', IsolationType: 'Full', Ticket: 1 };
  delete dropped.Ticket;
  await axios.post(`${machines}/${id}/isolate`, dropped);
  const open = { comment: 'x', IsolationType: 'Full' };
  delete open[key];
  await axios.post(`${machines}/${id}/isolate`, open);
}

async function assigned(id, more, isLong) {
  const body = { Comment: 'x' };
  Object.assign(body, { IsolationType: 'full' });
  await axios.post(`${machines}/${id}/isolate`, body);
  const opened = { comment: 'x' };
  Object.assign(opened, more, { IsolationType: 'Full' });
  await axios.post(`${machines}/${id}/isolate`, opened);
  Object.assign(options.body, more);
  const either = { Comment: 'x' };
  if (isLong) {
    Object.assign(either, { IsolationType: 'full', Ticket: 'y' });
    delete either.Comment;
  }
  await axios.post(`${machines}/${id}/isolate`, either);
  await axios.post(`${machines}/${id}/isolate`, Object.assign({}, body, { Ticket: 1 }));
  await axios.post(`${machines}/${id}/isolate`, Object.assign(body));
}

async function lists(ids, key) {
  const actions = [];
  actions.push('1');
  actions.push('1');
  await axios.post(`${host}/api/indicators/BatchDelete`, { IndicatorIds: actions });
  const sorted = ['1', '1'];
  sorted.sort();
  await axios.post(`${host}/api/indicators/BatchDelete`, { indicatorIds: sorted });
  const body = { IndicatorIds: ['1'] };
  body.IndicatorIds.push('1');
  body.more.push('1');
  await axios.post(`${host}/api/indicators/BatchDelete`, body);
  for (const id of ids) {
    await axios.post(`${machines}/${id}/isolate`, { comment: id });
  }
  for (const { id, name: [first] } of ids) {
    await axios.post(`${machines}/${id}/isolate`, { comment: first });
  }
}

async function texts(id, [first, second], { comment, type = 'Full' }) {
  const [reason, kind] = read();
  await axios.post(`${machines}/${id}/isolate`, { comment: reason, IsolationType: kind });
  let url = machines;
  url += `/${id}/isolate`;
  await axios.post(url, { comment: 'x', IsolationType: 'Full' });
  let text = 'full';
  text -= 1;
  await axios.post(`${machines}/${id}/isolate`, { Comment: 'x', IsolationType: text });
  let total = { Comment: 'x', isolationType: 'Full' };
  total ||= {};
  await axios.post(`${machines}/${id}/isolate`, total);
  const passed = { comment: 'x' };
  fill(passed);
  await axios.post(`${machines}/${id}/isolate`, passed);
}

async function forms(id, flag) {
  const path = '/api/machines/ID/isolate'.replace('ID', id);
  await axios.post(host + path, { 'comment': String(4711), ['IsolationType']: (await kind()) });
  await axios.post(`${machines}/${id}/isolate`.trim(), { Comment: ' x '.trim(), IsolationType: flag ? 'full' : 'Full' });
  await axios.post(`${machines}/${encodeURIComponent(id)}/isolate`, { comment: process.env.WHY, [key()]: 1 });
  await axios.post(`${machines}/${id}/isolate`, { comment: types[flag], IsolationType: new Kind('full') });
  await axios.post(`${machines}/${id}/isolate`, { Comment: !flag, IsolationType: table.full });
  await axios.post(`${machines}/${id}/isolate`, { Comment() { return 'x'; }, get IsolationType() { return 'Full'; } });
  await axios.post(new URL(`${machines}/${id}/isolate`), { comment: (12).toString() });
  await axios.post(new URL(`${machines}/${id}/isolate`).href, /* the body */ ({ comment: <any>'x' }));
  await axios.post(`${machines}/${id}/isolate`, "{\"comment\": \"x\"}".trim());
  await axios.post(`${machines}/${id}/isolate`, Object.assign("{\"comment\": \"x\"}"));
}
