const url = 'https://api.security.microsoft.com/api/machines/' + id + '/offboard';
await fetch(url, { method: 'POST', headers: { Authorization: token }, body: { Comment: 'x' } });
await fetch(url, { method: 'POST', headers: { Authorization: token }, body: JSON.stringify({ Comment: 'x' }) });
