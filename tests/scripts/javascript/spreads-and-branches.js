const API = 'https://api.security.microsoft.com/api';
async function update(id, extra, resolved) {
  const body = { ...extra, comment: 'Triage' };
  if (resolved) { body.Status = 'Resolved'; }
  Object.assign(body, { determination: 'malware' });
  delete body.classification;
  await got.patch(`${API}/alerts/${id}`, { json: body });

  let other;
  if (resolved) { other = { comment: 'x' }; } else { other = { Comment: 'y' }; }
  await got.post(`${API}/machines/${id}/offboard`, { json: other });
}
